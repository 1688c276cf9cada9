import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react"
import type { Row } from "../model/field.ts"

export type Selection = {
  readonly rows: ReadonlyMap<string, Row>
  /** The rows that are selected just now, of which `rows` may be a deferred copy. */
  readonly now: () => readonly Row[]
  /** The rows of this page that can be selected: what is shown and gone is not among them. */
  readonly page: readonly Row[]
  /** Turns one row, or, with Shift, all from the last one turned to this. */
  readonly toggle: (row: Row, range: boolean) => void
  /** Turns all of these on, or, where all are on, off. */
  readonly togglePage: () => void
  /** Selects these besides, each as it is now. */
  readonly add: (rows: readonly Row[]) => void
  /** Selects the rows with these ids no more, wherever they are; without any, none. */
  readonly drop: (ids?: ReadonlySet<string>) => void
}

const none: ReadonlyMap<string, Row> = new Map()

/** Whether some and whether all of the page are selected, of what of it can be. */
export const takenOf = ({ rows, page }: Pick<Selection, "rows" | "page">) => {
  // Most of the time nothing is, and a page may have 10,000 rows.
  const some = rows.size > 0 && page.some(({ id }) => rows.has(id))
  return { some, all: some && page.every(({ id }) => rows.has(id)) }
}

/** The selected rows as these have them now; those that are not among these stay as they were. */
export const renewed = (
  selected: ReadonlyMap<string, Row>,
  known: readonly Row[],
): ReadonlyMap<string, Row> => {
  if (selected.size === 0) return selected
  const anew = known.filter((row) => selected.has(row.id) && selected.get(row.id) !== row)
  if (anew.length === 0) return selected
  const next = new Map(selected)
  for (const row of anew) next.set(row.id, row)
  return next
}

/** These rows besides those that are selected, wherever those are. */
export const withRows = (
  selected: ReadonlyMap<string, Row>,
  more: readonly Row[],
): ReadonlyMap<string, Row> => new Map([...selected, ...more.map((row) => [row.id, row] as const)])

/**
 * The selected rows by id: they stay selected while pages, order and data change around them.
 * @param page those that can be selected
 * @param whole all rows of the list, where they are known
 */
export const useSelection = (
  page: readonly Row[],
  whole: readonly Row[] | undefined,
): Selection => {
  const [rows, setRows] = useState(none)
  const [seen, setSeen] = useState({ page, whole })
  // Ids are what is frozen: what acts on them, and what is said of them, goes by what is known now.
  if (page !== seen.page || whole !== seen.whole) {
    setSeen({ page, whole })
    setRows((before) => renewed(before, whole ?? page))
  }
  const last = useRef<string>(undefined)
  const shown = useRef(page)
  const live = useRef(rows)
  useLayoutEffect(() => {
    shown.current = page
    live.current = rows
  })
  const now = useCallback(() => [...live.current.values()], [])

  const toggle = useCallback((row: Row, range: boolean): void => {
    const start = last.current
    last.current = row.id
    setRows((before) => {
      const next = new Map(before)
      const on = !before.has(row.id)
      const all = shown.current
      // One that is shown and no longer there can be left out, and not be taken.
      if (on && !all.some(({ id }) => id === row.id)) return before
      const from = range ? all.findIndex(({ id }) => id === start) : -1
      const to = all.findIndex(({ id }) => id === row.id)
      const turned =
        from < 0 || to < 0 ? [row] : all.slice(Math.min(from, to), Math.max(from, to) + 1)
      for (const one of turned) {
        if (on) next.set(one.id, one)
        else next.delete(one.id)
      }
      return next
    })
  }, [])
  const togglePage = useCallback((): void => {
    setRows((before) => {
      const next = new Map(before)
      const { all } = takenOf({ rows: before, page: shown.current })
      for (const row of shown.current) {
        if (all) next.delete(row.id)
        else next.set(row.id, row)
      }
      return next
    })
  }, [])
  const add = useCallback(
    (more: readonly Row[]): void => setRows((before) => withRows(before, more)),
    [],
  )
  const drop = useCallback(
    (ids?: ReadonlySet<string>): void =>
      setRows((before) => (ids ? new Map([...before].filter(([id]) => !ids.has(id))) : none)),
    [],
  )
  return useMemo(
    () => ({ rows, now, page, add, toggle, togglePage, drop }),
    [rows, now, page, add, toggle, togglePage, drop],
  )
}
