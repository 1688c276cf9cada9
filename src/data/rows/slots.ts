import type { Row } from "../../model/field.ts"

/** Slots for each row of the list, beyond which all are given anew: the others keep rows that are gone. */
const most = 1.5

/**
 * Numbers rows, so that an index need not begin anew whenever a list has grown or changed in places:
 * a row keeps its slot as long as it is the same object.
 */
export class Slots {
  /** By slot. */
  private rows: Row[] = []
  private list: readonly Row[] = []
  /** The slots of the list. Undefined: each row has the slot of its place, as at first. */
  private order: Uint32Array | undefined

  /** The rows of these slots. */
  rowsAt(slots: Uint32Array): readonly Row[] {
    const rows: Row[] = []
    for (const slot of slots) {
      const row = this.rows[slot]
      if (row) rows.push(row)
    }
    return rows
  }

  /**
   * Takes a list in place of the one before.
   * @returns the slots of its rows, in order; the rows that are new, which have the slots from
   * `from` on; `from` is 0 where all slots were given anew and an index must begin anew
   */
  take(list: readonly Row[]): {
    readonly order: Uint32Array
    readonly fresh: readonly Row[]
    readonly from: number
  } {
    const before = this.list
    const slots = this.order ?? Uint32Array.from(before.keys())
    const shorter = Math.min(before.length, list.length)
    let head = 0
    while (head < shorter && list[head] === before[head]) head += 1
    let tail = 0
    while (tail < shorter - head && list.at(-1 - tail) === before.at(-1 - tail)) tail += 1

    const known = new Map<Row | undefined, number>()
    for (let at = head; at < before.length - tail; at += 1) known.set(before[at], slots[at] ?? 0)
    const order = new Uint32Array(list.length)
    order.set(slots.subarray(0, head))
    order.set(slots.subarray(before.length - tail), list.length - tail)
    const fresh: Row[] = []
    const from = this.rows.length
    for (let at = head; at < list.length - tail; at += 1) {
      const row = list[at]
      if (!row) continue
      const slot = known.get(row)
      order[at] = slot ?? from + fresh.length
      if (slot === undefined) fresh.push(row)
    }

    if (from > 0 && from + fresh.length > list.length * most) return this.renumber(list)
    if (from === 0) this.rows = fresh
    else for (const row of fresh) this.rows.push(row)
    this.list = list
    this.order = from === 0 ? undefined : order
    return { order, fresh, from }
  }

  private renumber(list: readonly Row[]) {
    this.rows = [...list]
    this.list = list
    this.order = undefined
    return { order: Uint32Array.from(list.keys()), fresh: list, from: 0 }
  }
}
