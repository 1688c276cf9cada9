import type { Field } from "../model/field.ts"

/** Which columns a table shows, in order: the title, those that are pinned beside it, the others. */
export type Arranged = {
  readonly columns: readonly string[]
  /** A part of the columns, in their order; the title is not among them. */
  readonly pinned: readonly string[]
}

const arrange = (columns: readonly string[], pinned: readonly string[]): Arranged => {
  const [title = "", ...rest] = columns
  const kept = rest.filter((id) => pinned.includes(id))
  return { columns: [title, ...kept, ...rest.filter((id) => !kept.includes(id))], pinned: kept }
}

/**
 * Puts a column in the place of another, which moves aside. Among pinned columns it is pinned, among
 * the others it is not. The title stays the first.
 */
export const moveColumn = ({ columns, pinned }: Arranged, id: string, to: string): Arranged => {
  const from = columns.indexOf(id)
  const at = columns.indexOf(to)
  if (from < 1 || at < 1 || from === at) return { columns, pinned }
  const others = columns.filter((one) => one !== id)
  const pins = pinned.filter((one) => one !== id)
  return arrange(others.toSpliced(at, 0, id), pinned.includes(to) ? [...pins, id] : pins)
}

/** Moves a column by one place; past the last pinned one it is let go, and the other way round. */
export const stepColumn = (now: Arranged, id: string, by: 1 | -1): Arranged => {
  const at = now.columns.indexOf(id)
  const inside = now.pinned.includes(id)
  const edge = now.pinned.length
  // Over the border between pinned and not, its place stays the same: only its pin comes or goes.
  if (inside && by === 1 && at === edge) return pinColumn(now, id, false)
  if (!inside && by === -1 && at === edge + 1 && edge > 0) return pinColumn(now, id, true)
  const to = now.columns[at + by]
  return to === undefined ? now : moveColumn(now, id, to)
}

export const pinColumn = ({ columns, pinned }: Arranged, id: string, on: boolean): Arranged => {
  const pins = pinned.filter((one) => one !== id)
  return arrange(columns, on ? [...pins, id] : pins)
}

/** Shows a column, where the table's own order has it among those that are shown, or hides it. */
export const showColumn = (
  { columns, pinned }: Arranged,
  fields: readonly Field[],
  id: string,
  on: boolean,
): Arranged => {
  if (!on)
    return arrange([columns[0] ?? "", ...columns.slice(1).filter((one) => one !== id)], pinned)
  if (columns.includes(id)) return { columns, pinned }
  const order = fields.map((field) => field.id)
  const before = columns.findLastIndex(
    (one, at) => at === 0 || (order.indexOf(one) < order.indexOf(id) && !pinned.includes(one)),
  )
  return arrange(columns.toSpliced(Math.max(before, pinned.length) + 1, 0, id), pinned)
}
