import { useCallback, useMemo } from "react"
import * as v from "valibot"
import { remember, useRemembered } from "./remembered.ts"

/** Widths of columns by field id, in px; a column that is not named has the width of its kind. */
export type Widths = Readonly<Record<string, number>>

/** Narrower, and nobody could read or grasp it; wider, and it would not fit a screen. In px. */
export const columnWidth = { least: 56, most: 1200 } as const

export const clampWidth = (width: number): number =>
  Math.min(columnWidth.most, Math.max(columnWidth.least, width))

const Kept = v.record(v.string(), v.pipe(v.number(), v.minValue(1), v.maxValue(10_000)))

const none: Widths = {}

const read = (text: string | null): Widths => {
  if (text === null) return none
  try {
    const kept = v.safeParse(Kept, JSON.parse(text))
    return kept.success ? kept.output : none
  } catch {
    return none
  }
}

/**
 * The widths that someone gave the columns of a table, in this browser. They are no part of its
 * address: what fits one screen is of no use on another.
 */
export const useWidths = (
  tableId: string,
): { readonly widths: Widths; readonly setWidths: (widths: Widths | null) => void } => {
  const key = `waybill.widths.${tableId}`
  const text = useRemembered(key)
  const widths = useMemo(() => read(text), [text])
  const setWidths = useCallback(
    (next: Widths | null) => remember(key, next === null ? null : JSON.stringify(next)),
    [key],
  )
  return { widths, setWidths }
}
