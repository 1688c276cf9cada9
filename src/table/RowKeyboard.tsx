import { useEffect, useEffectEvent } from "react"
import type { RefObject } from "react"
import type { Row } from "../model/field.ts"
import { useShortcut } from "../ui/shortcuts.ts"

/** The row that a key leads to from the one that has the focus. */
const targetOf = (key: string, at: number, last: number): number | undefined => {
  if (key === "ArrowDown") return at + 1
  if (key === "ArrowUp") return at - 1
  if (key === "Home") return 0
  return key === "End" ? last : undefined
}

/** The first row that is in sight as a whole, below the headers. */
const inSight = (box: HTMLElement | null): number => {
  if (!box) return 0
  const head = box.querySelector("thead")?.getBoundingClientRect().bottom ?? 0
  const top = Math.max(0, box.getBoundingClientRect().top, head)
  const first = [...box.querySelectorAll<HTMLElement>("tr[data-index]")].find(
    (row) => row.getBoundingClientRect().top >= top - 1,
  )
  return Number(first?.dataset["index"] ?? 0)
}

/** Moves the focus through the rows of a table, and selects, by keys. It draws nothing. */
export const RowKeyboard = ({
  scroller,
  rows,
  focusRow,
  onSelect,
}: {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  readonly focusRow: (index: number) => void
  /** Undefined: rows cannot be selected here. */
  readonly onSelect: ((row: Row) => void) | undefined
}) => {
  const focused = (): number => {
    const row = document.activeElement?.closest("[data-index]")
    return row && scroller.current?.contains(row) ? Number(row.getAttribute("data-index")) : -1
  }
  // Where no row has the focus, it begins where one is: far down a list its first row is far away.
  const step = (by: 1 | -1): void => {
    const at = focused()
    focusRow(at < 0 ? inSight(scroller.current) : at + by)
  }
  useShortcut("j", "Next row", "List", () => step(1))
  useShortcut("k", "Previous row", "List", () => step(-1))
  useShortcut("]", "Next row, or next item of the list", "List", () => focusRow(focused() + 1))
  useShortcut("[", "Previous row, or previous item of the list", "List", () =>
    focusRow(Math.max(0, focused() - 1)),
  )
  const select = (): void => {
    const row = rows[focused()]
    if (row) onSelect?.(row)
  }
  useShortcut("x", "Select the row", "List", onSelect && select)
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const at = focused()
    const to = at < 0 ? undefined : targetOf(event.key, at, rows.length - 1)
    if (to === undefined) return
    event.preventDefault()
    focusRow(to)
  })
  useEffect(() => {
    const element = scroller.current
    const hear = (event: KeyboardEvent): void => onKey(event)
    element?.addEventListener("keydown", hear)
    return () => element?.removeEventListener("keydown", hear)
  }, [scroller])
  return null
}
