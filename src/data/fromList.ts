import { QueryClient, useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { originKey } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import { isAbsent } from "../model/field.ts"
import type { Absent, Cell, Field, Row } from "../model/field.ts"
import { parentOf } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import type { Page, Resource } from "../model/provider.ts"
import { persister } from "./client.ts"
import { keys } from "./keys.ts"

/** An item as a list told it, and when that list was read, ms since 1970. */
export type FromList = { readonly row: Row; readonly updatedAt: number }

type At = { readonly connection: Connection; readonly resource: Resource; readonly place: Place }

const unasked: Absent = { absent: "not-loaded", said: "could not be asked for" }

/** What a list does not say of its rows is missing, and not empty. */
const asListed = ({ fields }: Pick<Resource, "fields">, row: Row): Row => {
  const cells: Record<string, Cell> = { ...row.cells }
  for (const { id } of fields) {
    const cell = cells[id]
    if (cell === undefined || (isAbsent(cell) && cell.absent === "not-loaded")) cells[id] = unasked
  }
  return { ...row, cells }
}

/** A cell of the table of all packages as the field that it was made of has it; undefined: it does not say. */
const ownCell = ({ common, kind }: Field, id: string, cells: Row["cells"]): Cell | undefined => {
  if (common === undefined) return undefined
  const cell = cells[common === "state" ? "said" : common]
  // What has no name is called by its id there.
  if (common === "name" && cell === id && kind !== "id") return undefined
  // Names and versions are texts there, whatever they are here.
  return isAbsent(cell) || typeof cell !== "string" || kind !== "number" ? cell : Number(cell)
}

/** A row of the table of all packages in the words of its provider: a few of its fields. */
const fromCommon = ({ fields }: Pick<Resource, "fields">, id: string, row: Row): Row => ({
  id,
  cells: Object.fromEntries(
    fields.flatMap((field) => {
      const cell = ownCell(field, id, row.cells)
      return cell === undefined ? [] : [[field.id, cell]]
    }),
  ),
  raw: null,
})

const newest = (client: QueryClient, queryKey: readonly unknown[], id: string) =>
  client
    .getQueryCache()
    .findAll({ queryKey })
    .flatMap((query): readonly FromList[] => {
      const state = client.getQueryState<Pick<Page, "rows">>(query.queryKey)
      const row = state?.data?.rows.find((one) => one.id === id)
      return row ? [{ row, updatedAt: state?.dataUpdatedAt ?? 0 }] : []
    })

/**
 * An item as the newest list in memory that has it tells it: its own, or else that of all packages,
 * which says less of it.
 */
export const listedIn = (
  client: QueryClient,
  { connection, resource, place }: At,
): FromList | undefined => {
  const above = parentOf(place)
  const id = place.at(-1)?.id ?? ""
  const own = [
    ...newest(client, keys.lists(connection.id, resource.id, above), id),
    ...newest(client, keys.walks(connection.id, resource.id, above), id),
  ].toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
  if (own) return { ...own, row: asListed(resource, own.row) }
  const origin = originKey({ connection: connection.id, place })
  const [common] = newest(client, keys.everything(connection.id), origin)
  return common && { ...common, row: asListed(resource, fromCommon(resource, id, common.row)) }
}

/** The same of what this browser kept: on a shelf of its own, since what is in memory may be newer. */
const keptIn = async (at: At): Promise<FromList | undefined> => {
  const { connection, resource, place } = at
  const shelf = new QueryClient()
  const above = parentOf(place)
  for (const queryKey of [
    keys.lists(connection.id, resource.id, above),
    keys.walks(connection.id, resource.id, above),
    keys.everything(connection.id),
  ])
    await persister.restoreQueries(shelf, { queryKey })
  const found = listedIn(shelf, at)
  shelf.clear()
  return found
}

/** What a list says of an item, and why the item itself could not be had. */
type Instead = { readonly listed: FromList | undefined; readonly error: unknown }

/**
 * What a list says of an item that could not be had, kept while it is asked for once more; undefined as
 * long as nothing failed or that is looked for.
 * @param error why it could not be had; null: it could, or is still to come
 */
export const useFromList = (
  { connection, resource, place }: At,
  error: unknown,
): Instead | undefined => {
  const client = useQueryClient()
  // Not to be lost while somebody looks at it: the cache lets go of what is on no page.
  const [found, setFound] = useState<Instead & { readonly of: Place }>()
  useEffect(() => {
    if (error === null) return undefined
    let left = false
    const at = { connection, resource, place }
    const find = async (): Promise<void> => {
      const listed = listedIn(client, at) ?? (await keptIn(at))
      if (!left) setFound({ of: place, listed, error })
    }
    void find()
    return () => {
      left = true
    }
  }, [client, connection, resource, place, error])
  return found?.of === place ? found : undefined
}
