import type { ReactNode } from "react"
import type { Field, Row } from "../model/field.ts"

/** The selection as it is when somebody acts on it. */
export type Live = {
  /** Its rows: what is drawn of them comes a moment behind the boxes. */
  readonly now: () => readonly Row[]
  /** Ids of those that are not on the page that is shown. */
  readonly unseen: () => ReadonlySet<string>
}

/** Told that something was done to the rows with these ids, and whether they are gone with it. */
export type DoneTo = (ids: ReadonlySet<string>, gone: boolean) => void

/** Draws what a list offers beside its rows. */
export type DrawTools = {
  /** What stands at the end of a row. */
  readonly menu: (row: Row, disabledReason?: string) => ReactNode
  /** What stands below the table while rows are selected: `selected` is what it tells of them. */
  readonly bulk: (selected: readonly Row[], live: Live) => ReactNode
  /**
   * Calls back, until it is left, when something was done to rows, whatever it was begun from: they may be
   * selected, and the bar that is there then need not be the one in which somebody pressed.
   */
  readonly onDone?: ((hear: DoneTo) => () => void) | undefined
  /** What the selected rows are of, where that is not one thing: "of 3 connections". */
  readonly among?: (selected: readonly Row[]) => string
  /** A cell that costs a call of its own. */
  readonly late: (row: Row, field: Field) => ReactNode
  readonly box: (box: {
    readonly label: string
    readonly checked: boolean
    readonly disabledReason?: string | undefined
    readonly indeterminate?: boolean
    /** `range`: Shift was held. */
    readonly onTurn: (range: boolean) => void
  }) => ReactNode
}

/** What a list offers beside its rows; its room is kept from the first row on, so that nothing jumps. */
export type RowTools = {
  readonly selects: boolean
  readonly hasMenu: boolean
  /** Draws a cell in a way of the list's own; undefined: as its kind is drawn. */
  readonly cell?: (row: Row, field: Field) => ReactNode
  /** Absent until it is loaded: rows come first. */
  readonly draw?: DrawTools
  /** It is long enough in coming that what waits for it shows so. */
  readonly slow?: boolean
}
