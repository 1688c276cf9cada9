import { nanoid } from "nanoid"
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react"
import { useLocation, useSearchParams } from "react-router"
import * as v from "valibot"
import type { Field, Kind } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { filterStyle } from "../model/filter.ts"
import { narrows, readQuery, writeQuery as toParams } from "../model/query.ts"
import type { Dropped, Query, SortKey } from "../model/query.ts"
import { fieldsIn, searchesText } from "../model/where.ts"
import { dueOf, tell, untold, write } from "./ahead.ts"
import type { Ahead, Here } from "./ahead.ts"
import { isColumn, ownColumns, readColumns, readPinned } from "./columnNames.ts"
import { remember, useRemembered } from "./remembered.ts"

export type QueryState = {
  readonly query: Query
  /** What the link asked for that this table cannot do. */
  readonly dropped: Dropped
  /** Which of the views that come with the list the address says it is. */
  readonly view: string | null
  /** Ids of the visible columns, in order, the title first, then those that are pinned. */
  readonly columns: readonly string[]
  /** Ids of the columns beside the title that stay in sight when the table scrolls sideways. */
  readonly pinned: readonly string[]
  /** Null: back to the table's own choice. */
  readonly setColumns: (columns: readonly string[] | null, pinned?: readonly string[]) => void
  readonly setQuery: (next: Partial<Query>, options?: QueryChange) => void
  /**
   * What somebody is writing: the list follows at once, the address once they pause or {@link settle}.
   * All that is written until then is one step for Back; what is written `anew` begins another.
   */
  readonly writeQuery: (next: Partial<Query>, anew: boolean) => void
  /** Somebody writes just now, and the list is ahead of the address. */
  readonly writing: boolean
  /** Has the address say now what the list shows. Due before anybody leaves what they write in. */
  readonly settle: () => void
}

export type QueryChange = {
  readonly replace?: boolean
  /** What of the address the change corrects, in words; shown until the next change. */
  readonly dropped?: Dropped
  /** Corrects what else stands in the address. */
  readonly mend?: (params: URLSearchParams) => void
}

/**
 * Views that an address may say it is, and of which kinds a field must be filtered for that to be true;
 * see `builtInViews.ts`. `all` is the plain list, where it opens with another view (`viewAddress.ts`).
 */
const views: ReadonlyMap<string | null, readonly Kind[]> = new Map<string | null, readonly Kind[]>([
  ["all", []],
  ["review", ["status"]],
  ["stuck", ["status", "date"]],
  ["changed", ["date"]],
])

/** The view that an address says it is, as long as what it asks for is that. */
export const viewIn = (
  fields: readonly Field[],
  query: Query,
  name: string | null,
): string | null => {
  const filtered = (kind: Kind): boolean =>
    fields.some((field) => field.kind === kind && query.filters[field.id])
  const holds = name === "all" ? !narrows(query) : views.get(name)?.every(filtered)
  return holds ? name : null
}

/** Columns and views of the address that the table does not have, in words. */
export const strangersIn = (fields: readonly Field[], params: URLSearchParams): Dropped => {
  const view = params.get("view")
  return [
    ...["cols", "pin"].flatMap((name) =>
      (params.get(name) ?? "")
        .split(",")
        .filter((id) => id !== "" && !fields.some((field) => field.id === id && isColumn(field)))
        .map((id) => `there is no column "${id}" to ${name === "pin" ? name : "show"}`),
    ),
    ...(view === null || views.has(view) ? [] : [`there is no view "${view}"`]),
  ]
}

/** What was said on the way here, in the history entry. */
const Said = v.object({ dropped: v.array(v.string()) })

const nothingSaid: Dropped = []

const saidIn = (state: unknown): Dropped => {
  const said = v.safeParse(Said, state)
  return said.success ? said.output.dropped : nothingSaid
}

/** A change of what is listed begins at the first page again. */
export const changeQuery = (query: Query, next: Partial<Query>): Query => ({
  ...query,
  ...next,
  page: next.page ?? "",
})

/** What must be loaded to draw, filter, sort and search; an API that can send fewer fields sends these. */
export const wantedFields = (
  fields: readonly Field[],
  columns: readonly string[],
  query: Query,
): readonly string[] => {
  const named = new Set([
    ...columns,
    ...Object.keys(query.filters),
    ...fieldsIn(query.where),
    ...query.sort.map((key) => key.field),
  ])
  const searches = query.text !== "" || searchesText(query.where)
  const searched = (field: Field): boolean =>
    searches && !field.itemOnly && !field.late && filterStyle[field.kind] !== "range"
  return fields.filter((field) => named.has(field.id) || searched(field)).map(({ id }) => id)
}

const noOrder: readonly SortKey[] = []

/** Ms. Safari takes a hundred changes of the address in 30 s, which a quick writer has in ten. */
const writingPause = 350

/** What an entry of the history carries that a change from here made. */
const Mark = v.object({ by: v.string() })

/** Which change from here made an entry. */
const byIn = (state: unknown): string | undefined => {
  const mark = v.safeParse(Mark, state)
  return mark.success ? mark.output.by : undefined
}

/**
 * What the address will say, for the moment in which somebody writes: changing it at each key would
 * draw the whole page for every letter. Whatever else changes the address wins over it.
 */
const useAhead = (here: Here, change: (search: string, by: string, replace: boolean) => void) => {
  const [ahead, setAhead] = useState<Ahead>()
  const due = dueOf(ahead, here)
  if (ahead && !due) setAhead(undefined)
  /** The same, known before it is drawn. */
  const latest = useRef<Ahead>(undefined)
  const put = (next: Ahead): void => {
    latest.current = next
    setAhead(next)
  }
  /** The address was told the beginning of what is being written: the rest takes its place. */
  const begun = useRef(false)
  /** Shows what the address is told, until it says so. @returns what its entry is to carry */
  const follow = (search: string): string => {
    const by = nanoid()
    put(tell(latest.current, here, search, by))
    return by
  }
  const say = (): void => {
    const search = untold(dueOf(latest.current, here))
    if (search === undefined) return
    change(search, follow(search), begun.current)
    begun.current = true
  }
  const late = useEffectEvent(say)
  const next = untold(due)
  // Only Back and Forward come to an entry again: there, what was written or told after it is over.
  useEffect(() => {
    const forget = (): void => {
      latest.current = undefined
      begun.current = false
      setAhead(undefined)
    }
    globalThis.addEventListener("popstate", forget)
    return () => globalThis.removeEventListener("popstate", forget)
  }, [])
  useEffect(() => {
    if (next === undefined) return undefined
    const timer = setTimeout(() => late(), writingPause)
    return () => clearTimeout(timer)
  }, [next])
  return {
    shown: due?.next ?? here.search,
    writing: next !== undefined,
    write: (search: string, anew: boolean): void => {
      if (anew) begun.current = false
      put(write(latest.current, here, search))
    },
    settle: (): void => {
      say()
      begun.current = false
    },
    follow,
  }
}

/**
 * The state of a list, derived from the URL and, while somebody writes, from what it is about to say.
 * Columns come from the URL, else from what this browser last used for the table, else from the fields.
 */
export const useQueryState = ({
  tableId,
  fields,
  paging,
  title,
  order = noOrder,
}: {
  readonly tableId: string
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly title: string
  /** Of a list that nobody has sorted. */
  readonly order?: readonly SortKey[]
}): QueryState => {
  const [params, setParams] = useSearchParams()
  const { state, key } = useLocation()
  const here = { entry: key, search: params.toString(), by: byIn(state) }
  const { shown, ...ahead } = useAhead(here, (next, by, replace) =>
    setParams(next, { replace, state: { by } }),
  )
  const columnsKey = `waybill.columns.${tableId}`
  const pinnedKey = `waybill.pinned.${tableId}`
  const kept = useRemembered(columnsKey)
  const keptPins = useRemembered(pinnedKey)
  // What a change corrects is said from the moment the list follows it, and not once the address does:
  // a further correction meanwhile would be all that is said.
  const [corrected, setCorrected] = useState<{
    readonly search: string
    readonly dropped: Dropped
  }>()
  const earlier = useMemo(
    () => [...(corrected?.search === shown ? corrected.dropped : []), ...saidIn(state)],
    [corrected, shown, state],
  )
  const read = useMemo(() => {
    const current = new URLSearchParams(shown)
    const { query, dropped } = readQuery(fields, paging, current)
    const linked = current.get("cols") !== null || current.get("pin") !== null
    const chosen = readColumns(fields, title, current.get("cols") ?? kept)
    const pinned = readPinned(chosen, linked ? current.get("pin") : keptPins)
    const columns = [
      title,
      ...pinned,
      ...chosen.filter((id) => id !== title && !pinned.includes(id)),
    ]
    const ordered = query.sort.length > 0 ? query : { ...query, sort: order }
    return {
      current,
      asked: query,
      query: { ...ordered, fields: wantedFields(fields, columns, ordered) },
      dropped: [...new Set([...earlier, ...dropped, ...strangersIn(fields, current)])],
      view: viewIn(fields, query, current.get("view")),
      columns,
      pinned,
    }
  }, [shown, earlier, fields, paging, title, order, kept, keptPins])
  const paramsOf = (next: Partial<Query>): URLSearchParams => {
    const query = changeQuery(read.asked, next)
    const changed = toParams(paging, query, read.current)
    if (viewIn(fields, query, changed.get("view")) === null) changed.delete("view")
    return changed
  }
  const { current: _current, asked: _asked, ...said } = read
  return {
    ...said,
    writing: ahead.writing,
    setColumns: (next, pins = []) => {
      const own = ownColumns(fields, title).join()
      const text =
        next === null || next.join() === own
          ? null
          : next.filter((id) => id !== title).join() || title
      const pin = next === null || pins.length === 0 ? null : pins.join()
      remember(columnsKey, text)
      remember(pinnedKey, pin)
      const changed = new URLSearchParams(shown)
      for (const [name, value] of [
        ["cols", text],
        ["pin", pin],
      ] as const)
        if (value === null) changed.delete(name)
        else changed.set(name, value)
      setParams(changed, { replace: true, state: { by: ahead.follow(changed.toString()) } })
    },
    setQuery: (next, { replace = false, dropped, mend } = {}) => {
      const changed = paramsOf(next)
      mend?.(changed)
      const search = changed.toString()
      setCorrected(dropped && { search, dropped })
      const by = ahead.follow(search)
      setParams(changed, { replace, state: { by, ...(dropped ? { dropped } : {}) } })
    },
    writeQuery: (next, anew) => ahead.write(paramsOf(next).toString(), anew),
    settle: ahead.settle,
  }
}
