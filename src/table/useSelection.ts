import { useEffect, useLayoutEffect, useMemo, useState } from "react"
import type { Row } from "../model/field.ts"
import { Taken } from "./taken.ts"

export type Selection = {
  /** As it was when the last frame was drawn: what is said of it comes right behind the boxes. */
  readonly rows: ReadonlyMap<string, Row>
  /** As it is now, for boxes and rows, which follow it themselves. */
  readonly taken: Taken
  /** The rows that are selected just now. */
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

/** Those that are selected but for these. */
const withoutRows = (
  selected: ReadonlyMap<string, Row>,
  less: readonly Row[],
): ReadonlyMap<string, Row> => {
  const next = new Map(selected)
  for (const { id } of less) next.delete(id)
  return next
}

/** Does something behind the frame that shows what was told, however often that is told before. */
const behindFrames = (
  follow: (follower: () => void) => () => void,
  act: () => void,
): (() => void) => {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const told = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      timer = setTimeout(act)
    })
  }
  const leave = follow(told)
  return () => {
    leave()
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** What changes which rows are selected; the same for as long as the list is looked at. */
const turning = (
  taken: Taken,
): Omit<Selection, "rows" | "taken" | "page"> & {
  /** Says which rows can be selected. */
  readonly show: (page: readonly Row[]) => void
} => {
  let shown: readonly Row[] = []
  let last: string | undefined
  return {
    show: (page) => {
      shown = page
    },
    now: () => [...taken.rows().values()],
    toggle: (row, range) => {
      const start = last
      last = row.id
      const before = taken.rows()
      const on = !before.has(row.id)
      const to = shown.findIndex(({ id }) => id === row.id)
      // One that is shown and no longer there can be left out, and not be taken.
      if (on && to < 0) return
      const from = range ? shown.findIndex(({ id }) => id === start) : -1
      const turned =
        from < 0 || to < 0 ? [row] : shown.slice(Math.min(from, to), Math.max(from, to) + 1)
      taken.set(on ? withRows(before, turned) : withoutRows(before, turned))
    },
    togglePage: () => {
      const before = taken.rows()
      const { all } = takenOf({ rows: before, page: shown })
      taken.set(all ? withoutRows(before, shown) : withRows(before, shown))
    },
    add: (more) => taken.set(withRows(taken.rows(), more)),
    drop: (ids) => taken.set(new Map(ids && [...taken.rows()].filter(([id]) => !ids.has(id)))),
  }
}

/**
 * The selected rows by id: they stay selected while pages, order and data change around them.
 * @param page those that can be selected
 * @param whole all rows of the list, where they are known
 */
export const useSelection = (
  page: readonly Row[],
  whole: readonly Row[] | undefined,
): Selection => {
  const [taken] = useState(() => new Taken())
  const [rows, setRows] = useState(taken.rows)
  // A row answers at once to its box; what is said of all that are selected comes with the next frame.
  useEffect(() => behindFrames(taken.follow, () => setRows(taken.rows())), [taken])
  const [turn] = useState(() => turning(taken))
  // Ids are what is frozen: what acts on them, and what is said of them, goes by what is known now.
  useLayoutEffect(() => {
    turn.show(page)
    taken.set(renewed(taken.rows(), whole ?? page))
  }, [turn, taken, page, whole])
  return useMemo(() => ({ rows, taken, page, ...turn }), [rows, taken, page, turn])
}
