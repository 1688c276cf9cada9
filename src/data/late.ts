import { queryOptions, useQuery } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Cell, Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"

/** A row together with what was asked of it alone. */
export const withLate = (row: Row, late: Readonly<Record<string, Cell>> | undefined): Row =>
  late ? { ...row, cells: { ...row.cells, ...late } } : row

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

/** @param wanted it is on screen, so the call is worth making */
export const useLate = (
  { connection, resource }: { readonly connection: Connection; readonly resource: Resource },
  place: Place,
  row: Row,
  wanted: boolean,
) =>
  useQuery({
    ...lateQuery(connection, resource, place, row),
    enabled: wanted && resource.fill !== undefined,
    refetchInterval: ({ state }) =>
      state.data && resource.busy?.(withLate(row, state.data))
        ? Math.min(30_000, 5000 * 1.3 ** state.dataUpdateCount)
        : false,
  })
