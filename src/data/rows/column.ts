import { isAbsent } from "../../model/field.ts"
import type { Cell } from "../../model/field.ts"

/** What a column of bare numbers is of; a date is its milliseconds since 1970. */
type Measure = "number" | "date"

/**
 * Cells of one field as they travel to a worker and are kept there. A date is a large object, and slow
 * to copy between threads; a hundred thousand numbers are one block of memory that is handed over.
 */
export type PackedCells =
  | { readonly is: "cells"; readonly cells: readonly (Cell | undefined)[] }
  | {
      readonly is: Measure
      readonly numbers: Float64Array<ArrayBuffer>
      /** What else there is among the numbers, by its place. */
      readonly others: ReadonlyMap<number, Cell | undefined>
    }

/** More than this part of others, and bare numbers are no gain. */
const mostOthers = 0.25

const measureOf = (cell: Cell | undefined): Measure | undefined =>
  typeof cell === "number" ? "number" : cell instanceof Date ? "date" : undefined

const numberIn = (cell: Cell | undefined): number =>
  cell instanceof Date ? cell.getTime() : Number(cell)

export const packCells = (cells: readonly (Cell | undefined)[]): PackedCells => {
  const first = cells.find((cell) => measureOf(cell) !== undefined)
  const is = measureOf(first)
  if (is === undefined) return { is: "cells", cells }
  const numbers = new Float64Array(cells.length)
  const others = new Map<number, Cell | undefined>()
  for (const [at, cell] of cells.entries())
    if (measureOf(cell) === is) numbers[at] = numberIn(cell)
    else others.set(at, cell)
  return others.size > cells.length * mostOthers ? { is: "cells", cells } : { is, numbers, others }
}

/** Stands for a text that is kept elsewhere. */
const elsewhere = Symbol("elsewhere")

/** All cells of one field, by slot. */
export class Column {
  private is: PackedCells["is"] | undefined
  private cells: (Cell | undefined | typeof elsewhere)[] = []
  private lookedAt = 0
  /** There is no text left here, nor a list of those that are not. */
  private allElsewhere = false
  private readonly read: ((slot: number) => string) | undefined
  private numbers = new Float64Array()
  private others = new Map<number, Cell | undefined>()
  private length = 0

  /** `read`: the text that is kept elsewhere of a slot, which may be that of its cell; see {@link letGo}. */
  constructor(read?: (slot: number) => string) {
    this.read = read
  }

  get size(): number {
    return this.length
  }

  at(slot: number): Cell | undefined {
    if (this.is === "cells") {
      const cell = this.allElsewhere && slot < this.length ? elsewhere : this.cells[slot]
      return cell === elsewhere ? this.read?.(slot) : cell
    }
    if (slot >= this.length || this.others.has(slot)) return this.others.get(slot)
    const number = this.numbers[slot] ?? 0
    return this.is === "date" ? new Date(number) : number
  }

  /** Takes more cells, which get the next slots. */
  add(part: PackedCells): void {
    if (this.allElsewhere) this.cells = Array.from({ length: this.length }, () => elsewhere)
    this.allElsewhere = false
    this.is ??= part.is
    if (part.is === "cells") for (const cell of part.cells) this.push(cell)
    else if (part.is === this.is) this.append(part.numbers, part.others)
    else {
      const other = new Column()
      other.add(part)
      for (let at = 0; at < other.size; at += 1) this.push(other.at(at))
    }
  }

  /** Lets go of each text that is kept elsewhere letter by letter. */
  letGo(): void {
    const { read, cells } = this
    if (!read || this.allElsewhere) return
    for (; this.lookedAt < cells.length; this.lookedAt += 1) {
      const cell = cells[this.lookedAt]
      if (typeof cell === "string" && cell === read(this.lookedAt)) cells[this.lookedAt] = elsewhere
    }
  }

  /** Gives back the room that was taken for more cells. */
  trim(): void {
    this.allElsewhere = this.is === "cells" && this.cells.every((cell) => cell === elsewhere)
    this.cells = this.allElsewhere ? [] : this.cells.slice()
    this.numbers = this.numbers.slice(0, this.is === "cells" ? 0 : this.length)
  }

  /** The numbers by slot, where there is nothing else but cells without a value, and which those are. */
  measured(): { readonly numbers: Float64Array; readonly absent: Uint8Array } | undefined {
    if (this.is === undefined || this.is === "cells") return undefined
    const absent = new Uint8Array(this.length)
    for (const [slot, cell] of this.others) {
      if (!isAbsent(cell)) return undefined
      absent[slot] = 1
    }
    return { numbers: this.numbers.subarray(0, this.length), absent }
  }

  private push(cell: Cell | undefined): void {
    if (this.is === "cells") this.cells.push(cell)
    else if (measureOf(cell) === this.is) {
      this.grow(1)
      this.numbers[this.length] = numberIn(cell)
    } else {
      this.grow(1)
      this.others.set(this.length, cell)
    }
    this.length += 1
  }

  private append(numbers: Float64Array, others: ReadonlyMap<number, Cell | undefined>): void {
    this.grow(numbers.length)
    this.numbers.set(numbers, this.length)
    for (const [at, cell] of others) this.others.set(this.length + at, cell)
    this.length += numbers.length
  }

  private grow(by: number): void {
    const needed = this.length + by
    if (needed <= this.numbers.length) return
    const larger = new Float64Array(Math.max(needed, this.numbers.length * 1.5))
    larger.set(this.numbers)
    this.numbers = larger
  }
}
