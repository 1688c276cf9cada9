import type { Field } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import type { Counts } from "./countRows.ts"
import { KeepOnce } from "./keepOnce.ts"
import { RowIndex } from "./rowIndex.ts"
import type { Columns, Found } from "./rowIndex.ts"

/** What is asked of an index on the other side of a port; each is answered, in order. */
export type Order =
  | { readonly is: "open"; readonly fields: readonly Field[] }
  | { readonly is: "add"; readonly columns: Columns }
  | { readonly is: "arrange"; readonly list: Uint32Array }
  | { readonly is: "answer"; readonly query: Query }
  | { readonly is: "count"; readonly query: Query; readonly wanted: readonly string[] }
  | { readonly is: "close" }

export type Ask = { readonly call: number; readonly index: number; readonly order: Order }
/** What the order asked for, where it asked for something. */
export type Result = { readonly found?: Found; readonly counts?: Counts }
export type Reply = Result & { readonly call: number; readonly problem?: string }

/** Ms without a word, after which it does beforehand what might be asked next: less than between two keys. */
const pause = 80

/**
 * Keeps the indexes that are asked for through a port, until they are closed.
 * @param mostShared different texts of a column from which on none is shared
 */
export const serveRows = (port: MessagePort, mostShared?: number): void => {
  const indexes = new Map<number, RowIndex>()
  const texts = new Map<number, readonly KeepOnce[]>()
  let later: ReturnType<typeof setTimeout> | undefined
  const warm = (): void => {
    if ([...indexes.values()].some((index) => index.warm())) later = setTimeout(warm)
  }
  const obey = (index: number, order: Order): Result => {
    if (order.is === "open") {
      indexes.set(index, new RowIndex(order.fields))
      texts.set(
        index,
        order.fields.map(() => new KeepOnce(mostShared)),
      )
    }
    if (order.is === "close") {
      indexes.delete(index)
      texts.delete(index)
    }
    if (order.is === "add") {
      const kept = texts.get(index)
      indexes.get(index)?.add(order.columns.map((column, at) => kept?.[at]?.of(column) ?? column))
    }
    if (order.is === "arrange") indexes.get(index)?.arrange(order.list)
    const asked = indexes.get(index)
    if (asked && order.is === "answer") return { found: asked.answer(order.query) }
    return asked && order.is === "count" ? { counts: asked.count(order.query, order.wanted) } : {}
  }
  port.addEventListener("message", ({ data }: MessageEvent<Ask>) => {
    clearTimeout(later)
    const { call, index, order } = data
    let reply: Reply
    try {
      reply = { call, ...obey(index, order) }
    } catch (cause) {
      reply = { call, problem: String(cause) }
    }
    port.postMessage(reply, reply.found ? [reply.found.slots.buffer] : [])
    // The other side makes the next rows meanwhile.
    if (order.is === "add") {
      const kept = texts.get(index)
      indexes.get(index)?.letGo((column) => kept?.[column]?.shares === false)
    }
    later = setTimeout(warm, pause)
  })
  port.start()
}
