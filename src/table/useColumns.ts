import { useMemo } from "react"
import type { Field } from "../model/field.ts"
import { widthOf } from "./kinds.tsx"
import { clampWidth } from "./widths.ts"
import type { Widths } from "./widths.ts"

/** A visible column, where it stands and how wide it is. */
export type ShownColumn = {
  readonly field: Field
  /** In px. */
  readonly width: number
  /** Of a column that stays in sight when the others scroll: its distance from the left, in px. */
  readonly left: number | undefined
  /** The last of those that stay: its edge is where the others go under. */
  readonly edge: boolean
}

const noWidths: Widths = {}
const nonePinned: readonly string[] = []

type Arrangement = {
  readonly fields: readonly Field[]
  /** Of the visible ones, in order, the title first. */
  readonly ids: readonly string[]
  readonly pinned?: readonly string[] | undefined
  readonly widths?: Widths | undefined
  /** Px that are taken at the left of all columns. */
  readonly before: number
}

/** The columns of a table in their order: the title, those that are pinned, the others. */
export const shownColumns = ({
  fields,
  ids,
  pinned = nonePinned,
  widths = noWidths,
  before,
}: Arrangement): readonly ShownColumn[] => {
  const known = new Map(fields.map((field) => [field.id, field]))
  const shown = ids.filter((id) => known.has(id))
  const staying = new Set([...shown.slice(0, 1), ...pinned.filter((id) => shown.includes(id))])
  const last = [...staying].at(-1)
  let left = before
  return [...new Set([...staying, ...shown])].flatMap((id): readonly ShownColumn[] => {
    const field = known.get(id)
    if (!field) return []
    const width = clampWidth(widths[id] ?? widthOf(field))
    const stays = staying.has(id)
    const column = { field, width, left: stays ? left : undefined, edge: id === last }
    left += width
    return [column]
  })
}

/** The same list of columns as long as what they follow from says the same. */
export const useColumns = ({
  fields,
  ids,
  pinned = nonePinned,
  widths,
  before,
}: Arrangement): readonly ShownColumn[] => {
  // Callers make these lists anew for every render.
  const shownKey = ids.join()
  const pinnedKey = pinned.join()
  return useMemo(
    () =>
      shownColumns({
        fields,
        ids: shownKey.split(","),
        pinned: pinnedKey.split(","),
        widths,
        before,
      }),
    [fields, shownKey, pinnedKey, widths, before],
  )
}
