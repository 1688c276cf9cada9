import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { nextOf } from "./answer.ts"
import type { Answer } from "./answer.ts"
import type { Counts } from "./countRows.ts"
import { columnsOf } from "./rowIndex.ts"
import type { Columns } from "./rowIndex.ts"
import type { Ask, Order, Reply, Result } from "./serveRows.ts"
import { Slots } from "./slots.ts"

/** Rows that are sent at once: a few milliseconds of work for this side. */
const perBatch = 2000

/** What is handed over and not copied. */
const buffersOf = (columns: Columns): ArrayBuffer[] =>
  columns.flatMap((part) => (part.is === "cells" ? [] : part.numbers.buffer))

/** The near end of a port at whose far end is {@link serveRows}. */
export class FarIndexes {
  private readonly port: MessagePort
  private readonly open = new Map<number, PromiseWithResolvers<Result>>()
  private calls = 0
  private indexes = 0
  private failure: Error | undefined

  constructor(port: MessagePort) {
    this.port = port
    port.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const asked = this.open.get(data.call)
      this.open.delete(data.call)
      if (data.problem === undefined) asked?.resolve(data)
      else asked?.reject(new Error(data.problem))
    })
    port.start()
  }

  /** A number for one more index. */
  create(): number {
    this.indexes += 1
    return this.indexes
  }

  order(index: number, order: Order): Promise<Result> {
    if (this.failure) return Promise.reject(this.failure)
    this.calls += 1
    const ask: Ask = { call: this.calls, index, order }
    const asked = Promise.withResolvers<Result>()
    this.port.postMessage(ask, order.is === "add" ? buffersOf(order.columns) : [])
    this.open.set(this.calls, asked)
    return asked.promise
  }

  /** The far end is no more: whoever waits, waits in vain. */
  fail(cause: Error): void {
    this.failure = cause
    for (const asked of this.open.values()) asked.reject(cause)
    this.open.clear()
  }
}

type Wish<T> = {
  readonly list: readonly Row[]
  readonly query: Query
  readonly done: PromiseWithResolvers<T | undefined>
}

type CountWish = Wish<Counts> & { readonly wanted: readonly string[] }

/** Only what an index reads: a field may carry more, and what it carries may not travel. */
const bare = ({ id, label, kind, options, prose }: Field): Field => ({
  id,
  label,
  kind,
  ...(options ? { options } : {}),
  ...(prose ? { prose } : {}),
})

/** Answers queries over a list with an index at the other end of a port. One list after the other. */
export class RemoteRows {
  readonly fields: readonly Field[]
  /** Its name at the far end. */
  readonly index: number
  private readonly far: FarIndexes
  private slots = new Slots()
  private list: readonly Row[] | undefined
  /** Of each who asks, the latest. */
  private readonly wishes = new Map<unknown, Wish<Answer>>()
  private readonly countWishes = new Map<unknown, CountWish>()
  private busy = false

  constructor(far: FarIndexes, fields: readonly Field[]) {
    this.far = far
    this.fields = fields
    this.index = far.create()
  }

  /**
   * The answer of a query over a list. Of several of one who asks only the latest is worth the work, if
   * others still wait: those get undefined.
   * @param who asks; several of whoever does not say it all get their answers
   */
  answer(list: readonly Row[], query: Query, who: unknown = {}): Promise<Answer | undefined> {
    this.wishes.get(who)?.done.resolve(undefined)
    const wish: Wish<Answer> = { list, query, done: Promise.withResolvers() }
    this.wishes.set(who, wish)
    if (!this.busy) void this.work()
    return wish.done.promise
  }

  /** How many rows have each value of these fields. Undefined: overtaken by a later one of who asks. */
  count(
    list: readonly Row[],
    query: Query,
    wanted: readonly string[],
    who: unknown = {},
  ): Promise<Counts | undefined> {
    this.countWishes.get(who)?.done.resolve(undefined)
    const wish: CountWish = { list, query, wanted, done: Promise.withResolvers() }
    this.countWishes.set(who, wish)
    if (!this.busy) void this.work()
    return wish.done.promise
  }

  private async work(): Promise<void> {
    this.busy = true
    // Rows come first: whoever types waits for them, and nobody for counts.
    while (this.wishes.size + this.countWishes.size > 0) {
      const [next] = this.wishes
      const [nextCount] = this.countWishes
      if (next) await this.find(...next)
      else if (nextCount) await this.tally(...nextCount)
    }
    this.busy = false
  }

  private async find(who: unknown, { list, query, done }: Wish<Answer>): Promise<void> {
    this.wishes.delete(who)
    try {
      await this.send(list)
      const { found } = await this.far.order(this.index, { is: "answer", query })
      done.resolve(
        found && {
          rows: this.slots.rowsAt(found.slots),
          matching: found.matching,
          next: nextOf(query, found.matching),
          ...(found.similar ? { similar: found.similar } : {}),
        },
      )
    } catch (cause) {
      this.begin()
      done.reject(cause)
    }
  }

  private async tally(who: unknown, { list, query, wanted, done }: CountWish): Promise<void> {
    this.countWishes.delete(who)
    try {
      await this.send(list)
      const { counts } = await this.far.order(this.index, { is: "count", query, wanted })
      done.resolve(counts)
    } catch (cause) {
      this.begin()
      done.reject(cause)
    }
  }

  /** After a failure nobody knows what the far end has. */
  private begin(): void {
    this.slots = new Slots()
    this.list = undefined
  }

  private async send(list: readonly Row[]): Promise<void> {
    if (list === this.list) return
    this.list = list
    const { order, fresh, from } = this.slots.take(list)
    if (from === 0) await this.far.order(this.index, { is: "open", fields: this.fields.map(bare) })
    for (let at = 0; at < fresh.length; at += perBatch) {
      const columns = columnsOf(this.fields, fresh.slice(at, at + perBatch))
      // Waiting for each keeps this side free, and the far one from being flooded.
      await this.far.order(this.index, { is: "add", columns })
    }
    await this.far.order(this.index, { is: "arrange", list: order })
  }
}
