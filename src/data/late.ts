import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent } from "../model/field.ts"
import type { Absent, Cell, Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"

/** A row together with what was asked of it alone. */
export const withLate = (row: Row, late: Readonly<Record<string, Cell>> | undefined): Row =>
  late ? { ...row, cells: { ...row.cells, ...late } } : row

type Cells = Readonly<Record<string, Cell>>

/**
 * What stands in place of late cells that could not be had: why, for each of them. Nothing there could
 * be taken for nothing found.
 */
export const lateFailed = (
  { fields }: Pick<Resource, "fields">,
  { cells }: Pick<Row, "cells">,
  error: unknown,
): Cells => {
  const why: Absent =
    error instanceof ProviderError && error.trouble === "forbidden"
      ? { absent: "forbidden", said: "not shown to this credential" }
      : { absent: "not-loaded", said: "could not be asked for" }
  return Object.fromEntries(
    fields.flatMap(({ id, late }) => (late && isAbsent(cells[id]) ? [[id, why]] : [])),
  )
}

/** The late cells of one item; kept over a reload, and asked again while the item is busy. */
const lateQuery = (connection: Connection, resource: Resource, place: Place, row: Row) =>
  queryOptions({
    queryKey: keys.late(connection.id, resource.id, place),
    queryFn: ({ signal }) => {
      if (!resource.fill) throw new RangeError(`${resource.many} have no late cells`)
      return resource.fill(callOf(connection, signal, "soon"), place, row)
    },
    staleTime: 5 * 60_000,
    persister: kept("stale"),
  })

const noRow: Row = { id: "", cells: {}, raw: undefined }

/** How many items on screen are still changing by themselves, and are asked for again and again. */
const watched = (client: QueryClient, connection: Connection, resource: Resource): number =>
  client
    .getQueryCache()
    .findAll({ queryKey: keys.resource(connection.id, resource.id), type: "active" })
    .filter(({ queryKey }) => {
      const cells = queryKey[4] === "late" ? client.getQueryData<Cells>(queryKey) : undefined
      return cells !== undefined && resource.busy?.(withLate(noRow, cells))
    }).length

/**
 * When to ask again, in ms: after 5 s, then ever less often; and over all that is watched at most once a
 * second, for each is a call of its own and the provider counts them.
 */
export const pollAfter = (asked: number, running: number): number =>
  Math.max(Math.min(30_000, 5000 * 1.3 ** asked), running * 1000)

/** @param wanted it is on screen, so the call is worth making */
export const useLate = (
  { connection, resource }: { readonly connection: Connection; readonly resource: Resource },
  place: Place,
  row: Row,
  wanted: boolean,
) => {
  const client = useQueryClient()
  return useQuery({
    ...lateQuery(connection, resource, place, row),
    enabled: wanted && resource.fill !== undefined,
    refetchInterval: ({ state }) =>
      state.data && resource.busy?.(withLate(row, state.data))
        ? pollAfter(state.dataUpdateCount, watched(client, connection, resource))
        : false,
  })
}
