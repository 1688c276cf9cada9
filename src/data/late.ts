import { queryOptions, useQuery } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent } from "../model/field.ts"
import type { Absent, Cell, Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"
import { pollerOf } from "./poller.ts"

/** A row together with what was asked of it alone. */
export const withLate = (row: Row, late: Readonly<Record<string, Cell>> | undefined): Row =>
  late ? { ...row, cells: { ...row.cells, ...late } } : row

type Cells = Readonly<Record<string, Cell>>

/** A target together with what is known of it from calls for it alone. */
export const withKnown = <T extends { readonly place: Place; readonly row?: Row }>(
  client: QueryClient,
  { connection, resource }: { readonly connection: Connection; readonly resource: Resource },
  target: T,
): T => {
  const late =
    target.row && client.getQueryData<Cells>(keys.late(connection.id, resource.id, target.place))
  return target.row && late ? { ...target, row: withLate(target.row, late) } : target
}

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

/** The late cells of one item; kept over a reload. */
const lateQuery = (
  connection: Connection,
  resource: Resource,
  place: Place,
  row: Row | undefined,
) =>
  queryOptions({
    queryKey: keys.late(connection.id, resource.id, place),
    queryFn: ({ signal }) => {
      if (!resource.fill || !row) throw new RangeError(`${resource.many} have no late cells`)
      return resource.fill(callOf(connection, signal, "soon"), place, row)
    },
    staleTime: 5 * 60_000,
    persister: kept("stale"),
  })

/**
 * The late cells of one item, asked for again while it is busy.
 * @param row undefined as long as the item itself is not here: then nothing is asked
 * @param wanted it is on screen, so the call is worth making
 */
export const useLate = (
  { connection, resource }: { readonly connection: Connection; readonly resource: Resource },
  place: Place,
  row: Row | undefined,
  wanted: boolean,
) => {
  const late = useQuery({
    ...lateQuery(connection, resource, place, row),
    enabled: wanted && row !== undefined && resource.fill !== undefined,
  })
  const { refetch } = late
  const busy =
    row !== undefined &&
    late.data !== undefined &&
    (resource.busy?.(withLate(row, late.data)) ?? false)
  const key = JSON.stringify(place)
  useEffect(
    () =>
      busy ? pollerOf(connection.id).watch(`${resource.id} ${key}`, () => refetch()) : undefined,
    [busy, connection.id, resource.id, key, refetch],
  )
  return late
}
