import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { useKnown } from "./everything.ts"
import { keys } from "./keys.ts"
import { pageQuery, planList } from "./list.ts"
import type { ListOf } from "./listState.ts"
import { answersOf } from "./readAll.ts"
import { restoreKnown } from "./restoreKnown.ts"
import { useCached } from "./useCached.ts"
import type { Walked } from "./walk.ts"

/** The rows of a list as far as they are known, in its order. */
export type Siblings = {
  readonly rows: readonly Row[]
  /** They are all of the list, not one page of it. */
  readonly whole: boolean
  /** The `page` before and after these rows; undefined: there is none, or it cannot be gone to. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/**
 * The list from which an item was opened, as it was left. Nothing is asked for what is in the cache
 * already, however old: going through a list must not cost a call for each of its items.
 */
export const useSiblings = (list: ListOf, query: Query, wanted: boolean): Siblings | undefined => {
  const planned = useMemo(() => planList(list.resource, query), [list, query])
  const { needsAll, whole, local, asked, remote } = planned
  const page = useQuery({
    ...pageQuery(list, asked),
    enabled: wanted && !needsAll,
    staleTime: Infinity,
  })
  const walked = useCached((cache) =>
    cache.getQueryData<Walked>(keys.walk(list.connection.id, list.resource.id, list.place, remote)),
  )
  return useMemo(() => {
    const all = needsAll ? walked?.rows : whole ? page.data?.rows : undefined
    if (all)
      return {
        rows: answersOf(list.resource.fields, all, local),
        whole: true,
        before: undefined,
        after: undefined,
      }
    if (needsAll || whole || !page.data) return undefined
    const { by } = list.resource.paging
    const at = query.page === "" ? 1 : Number(query.page)
    const numbered = by === "page" || by === "offset"
    return {
      rows: page.data.rows,
      whole: false,
      before: numbered && at > 1 ? (at === 2 ? "" : String(at - 1)) : undefined,
      after: page.data.next,
    }
  }, [list, needsAll, whole, local, page.data, walked, query.page])
}

const none: readonly Connection[] = []

/**
 * The same of the table of all packages: what was read of it, now or before a reload, in the order in
 * which it stands there.
 */
export const useAllSiblings = (
  connections: readonly Connection[] = none,
  query: Query,
  wanted: boolean,
): Siblings | undefined => {
  const client = useQueryClient()
  const known = useKnown(connections)
  useEffect(() => {
    if (wanted) for (const { id } of connections) void restoreKnown(client, id)
  }, [client, connections, wanted])
  const [rows, setRows] = useState<readonly Row[]>()
  useEffect(() => {
    if (!wanted) return undefined
    let left = false
    const find = async (): Promise<void> => {
      const { answerRanked } = await import("./rows/rowAnswers.ts")
      const all = { ...query, page: "", size: Number.MAX_SAFE_INTEGER }
      const answer = await answerRanked(commonFields, known, all, "siblings")
      if (answer && !left) setRows(answer.rows)
    }
    void find()
    return () => {
      left = true
    }
  }, [known, query, wanted])
  return useMemo(() => rows && { rows, whole: true, before: undefined, after: undefined }, [rows])
}
