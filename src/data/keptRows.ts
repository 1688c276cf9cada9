import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import type { Page, Resource } from "../model/provider.ts"
import type { Query } from "../model/query.ts"
import { fromParts, remoteIn } from "../model/where.ts"
import { keys } from "./keys.ts"
import type { ListOf } from "./listState.ts"
import type { Walked } from "./walk.ts"

/** Rows that were read of a list before: all of them, or one page. */
export type KeptRows = {
  readonly rows: readonly Row[]
  readonly whole: boolean
  readonly sort: Query["sort"]
  readonly page: string
  /** When they were read, ms since 1970. */
  readonly updatedAt: number
}

/** Of the query in a key, what says which rows the answer has. */
const Asked = v.object({
  filters: v.record(v.string(), v.array(v.string())),
  sort: v.array(v.object({ field: v.string(), desc: v.boolean() })),
  page: v.string(),
})

/**
 * What is in memory of a list, whatever was asked of it: the newest that is whole, else the newest page
 * that no filter chose.
 */
export const keptRows = (
  client: QueryClient,
  { connection, resource, place }: ListOf,
): KeptRows | undefined => {
  const found = (queryKey: readonly unknown[], whole: (data: Page & Walked) => boolean) =>
    client
      .getQueryCache()
      .findAll({ queryKey })
      .flatMap((query): readonly KeptRows[] => {
        const asked = v.safeParse(Asked, query.queryKey[5])
        const state = client.getQueryState<Page & Walked>(query.queryKey)
        if (!state?.data || !asked.success || Object.keys(asked.output.filters).length > 0)
          return []
        const { sort, page } = asked.output
        const { data, dataUpdatedAt: updatedAt } = state
        return [{ rows: data.rows, whole: page === "" && whole(data), sort, page, updatedAt }]
      })
  const all = [
    ...found(keys.walks(connection.id, resource.id, place), ({ complete }) => complete),
    ...found(
      keys.lists(connection.id, resource.id, place),
      ({ next, incomplete }) => next === undefined && incomplete === undefined,
    ),
  ].filter(({ rows, whole }) => whole || rows.length > 0)
  return all.toSorted((a, b) => Number(b.whole) - Number(a.whole) || b.updatedAt - a.updatedAt)[0]
}

/** Whether rows that are here can answer a query: only the API knows some fields, and sends some on demand. */
export const canAnswer = (
  { fields, sparse }: Pick<Resource, "fields" | "sparse">,
  rows: readonly Row[],
  { text, where, filters, sort }: Query,
): boolean => {
  if (remoteIn(fields, fromParts({ text, filters, where }))) return false
  if (sparse && (text !== "" || where !== undefined)) return false
  const wanted = [...Object.keys(filters), ...sort.map(({ field }) => field)]
  return rows.every(({ cells }) =>
    wanted.every((id) => {
      const cell = cells[id]
      return !isAbsent(cell) || cell?.absent !== "not-loaded"
    }),
  )
}
