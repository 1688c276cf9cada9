import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  constructTable,
  createColumnHelper,
  tableFeatures,
} from "@tanstack/react-table"
import type { CoreFeatures } from "@tanstack/react-table"
import { useMemo } from "react"
import type { Field, Row } from "../model/field.ts"
import { widthOf } from "./cells.tsx"
import { columnWidth } from "./widths.ts"
import type { Widths } from "./widths.ts"

/** A visible column, where it stands and how wide it is. */
export type ShownColumn = {
  readonly field: Field
  /** In px. */
  readonly width: number
  /**
   * Of a column that stays in sight when the others scroll: its distance from the left, in px. The same
   * object for every cell of it, as which React need not look at a cell's style again.
   */
  readonly stays: { readonly left: number } | undefined
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
  /** How many columns may stay in sight; absent: the title and all that are pinned. */
  readonly most?: number | undefined
}

/** Of a table that is asked once and thrown away: no value of its state changes, so nobody follows one. */
const still = {
  subscribe: () => ({ unsubscribe: () => undefined }),
  set: (): never => {
    throw new Error("A column is moved by arranging the columns anew")
  },
}

/** What the library calls reactivity, without the store that its own comes with. */
const asked: NonNullable<CoreFeatures["coreReactivityFeature"]> = {
  createOptionsStore: false,
  wrapExternalAtoms: false,
  addSubscription: () => undefined,
  createWritableAtom: (value) => ({ ...still, get: () => value }),
  createReadonlyAtom: (read) => ({ ...still, get: read }),
  untrack: (read) => read(),
  batch: (change) => change(),
  schedule: (change) => change(),
}

const features = tableFeatures({
  coreReactivityFeature: asked,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
})
const helper = createColumnHelper<typeof features, Row>()
const noRows: Row[] = []

/**
 * The columns of a table in their order: the title, those that are pinned, the others. The table is for
 * columns alone: rows come filtered, sorted and cut, and are drawn without its cells. That some stay is
 * their order alone: pinning as the library knows it has two sides, and is of rows too.
 */
export const shownColumns = ({
  fields,
  ids,
  pinned = nonePinned,
  widths = noWidths,
  before,
  most,
}: Arrangement): readonly ShownColumn[] => {
  const known = new Map(fields.map((field) => [field.id, field]))
  const shown = ids.filter((id) => known.has(id))
  const start = [...new Set([...shown.slice(0, 1), ...pinned.filter((id) => shown.includes(id))])]
  const staying = start.slice(0, most)
  const stay = new Set(staying)
  const table = constructTable({
    features,
    data: noRows,
    columns: fields.map((field) =>
      helper.display({
        id: field.id,
        size: widthOf(field),
        minSize: columnWidth.least,
        maxSize: columnWidth.most,
      }),
    ),
    initialState: {
      columnOrder: [...new Set([...start, ...shown])],
      columnVisibility: Object.fromEntries(fields.map(({ id }) => [id, shown.includes(id)])),
      columnSizing: { ...widths },
    },
  })
  return table.getVisibleLeafColumns().flatMap((column): readonly ShownColumn[] => {
    const field = known.get(column.id)
    const stays = stay.has(column.id) ? { left: before + column.getStart() } : undefined
    return field
      ? [{ field, width: column.getSize(), stays, edge: column.id === staying.at(-1) }]
      : []
  })
}

/** The same list of columns as long as what they follow from says the same. */
export const useColumns = ({
  fields,
  ids,
  pinned = nonePinned,
  widths,
  before,
  most,
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
        most,
      }),
    [fields, shownKey, pinnedKey, widths, before, most],
  )
}
