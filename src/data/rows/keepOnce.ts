import type { PackedCells } from "./column.ts"

/** A column with more values than these has as many as rows, and nothing to share. */
const mostShared = 16_384

/**
 * Keeps each text of a column once. A message between threads brings a copy of every text that is in
 * it, and a state or an owner is in it a hundred thousand times.
 */
export class KeepOnce {
  private known: Map<string, string> | undefined = new Map()
  private readonly most: number

  /** `most`: values from which on none is shared */
  constructor(most = mostShared) {
    this.most = most
  }

  /** Whether what it gave out is shared: not of a column whose values are nearly all different. */
  get shares(): boolean {
    return this.known !== undefined
  }

  /** The same cells, with those texts that have come before. */
  readonly of = (packed: PackedCells): PackedCells =>
    this.known && packed.is === "cells"
      ? {
          is: "cells",
          cells: packed.cells.map((cell) => (typeof cell === "string" ? this.text(cell) : cell)),
        }
      : packed

  private text(text: string): string {
    const same = this.known?.get(text)
    if (same !== undefined) return same
    this.known?.set(text, text)
    if ((this.known?.size ?? 0) > this.most) this.known = undefined
    return text
  }
}
