import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { nextOf } from "./answer.ts"
import type { Answer } from "./answer.ts"
import { columnsOf } from "./rowIndex.ts"
import type { Found } from "./rowIndex.ts"
import type { Ask, Order, Reply } from "./serveRows.ts"
import { Slots } from "./slots.ts"

/** Rows that are sent at once: a few milliseconds of work for this side. */
const perBatch = 2000

/** The near end of a port at whose far end is {@link serveRows}. */
export class FarIndexes {
  private readonly port: MessagePort
  private readonly open = new Map<number, PromiseWithResolvers<Found | undefined>>()
  private calls = 0
  private indexes = 0
  private failure: Error | undefined

  constructor(port: MessagePort) {
    this.port = port
    port.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const asked = this.open.get(data.call)
      this.open.delete(data.call)
      if (data.problem === undefined) asked?.resolve(data.found)
      else asked?.reject(new Error(data.problem))
    })
    port.start()
  }

  /** A number for one more index. */
  create(): number {
    this.indexes += 1
    return this.indexes
  }

  order(index: number, order: Order): Promise<Found | undefined> {
    if (this.failure) return Promise.reject(this.failure)
    this.calls += 1
    const ask: Ask = { call: this.calls, index, order }
    const asked = Promise.withResolvers<Found | undefined>()
    this.port.postMessage(ask, [])
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

type Wish = {
  readonly list: readonly Row[]
  readonly query: Query
  readonly done: PromiseWithResolvers<Answer | undefined>
}

/** Only what an index reads: a field may carry more, and what it carries may not travel. */
const bare = ({ id, label, kind, options }: Field): Field => ({
  id,
  label,
  kind,
  ...(options ? { options } : {}),
})

/** Answers queries over a list with an index at the other end of a port. One list after the other. */
export class RemoteRows {
  readonly fields: readonly Field[]
  /** Its name at the far end. */
  readonly index: number
  private readonly far: FarIndexes
  private slots = new Slots()
  private list: readonly Row[] | undefined
  private wish: Wish | undefined
  private busy = false

  constructor(far: FarIndexes, fields: readonly Field[]) {
    this.far = far
    this.fields = fields
    this.index = far.create()
  }

  /**
   * The answer of a query over a list. Of several that wait only the latest is worth the work: the
   * others get undefined.
   */
  answer(list: readonly Row[], query: Query): Promise<Answer | undefined> {
    this.wish?.done.resolve(undefined)
    this.wish = { list, query, done: Promise.withResolvers() }
    const { promise } = this.wish.done
    if (!this.busy) void this.work()
    return promise
  }

  private async work(): Promise<void> {
    this.busy = true
    for (let wish = this.wish; wish; wish = this.wish) {
      this.wish = undefined
      const { list, query, done } = wish
      try {
        await this.send(list)
        const found = await this.far.order(this.index, { is: "answer", query })
        done.resolve(
          found && {
            rows: this.slots.rowsAt(found.slots),
            matching: found.matching,
            next: nextOf(query, found.matching),
            ...(found.similar ? { similar: found.similar } : {}),
          },
        )
      } catch (cause) {
        this.slots = new Slots()
        this.list = undefined
        done.reject(cause)
      }
    }
    this.busy = false
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
