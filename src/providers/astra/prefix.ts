import { condition } from "./ask.ts"
import type { Order } from "./ask.ts"
import type { AstraItem, AstraList } from "./wire.ts"

/** Asks for the first packages that meet these conditions, in this order. */
export type Send = (
  conditions: readonly string[],
  order: Order,
  limit: number,
) => Promise<AstraList>

/** Whether the walk has what it wanted, has all that there is, or cannot get further. */
type Outcome = "enough" | "end" | "stuck" | "long"

type Walk = {
  readonly send: Send
  readonly wanted: number
  /** By id, in the order of the list. */
  readonly found: Map<string, AstraItem>
  requests: number
}

/** A server that sends a handful at a time would be asked without end. */
const mostRequests = 200

const valueAt = (item: AstraItem | undefined, path: string): string | undefined => {
  let at: unknown = item
  for (const name of path.split(".")) {
    if (typeof at !== "object" || at === null) return undefined
    at = Reflect.get(at, name)
  }
  return typeof at === "string" ? at : undefined
}

/**
 * Collects what meets the conditions, in parts where the server holds back: `metadata.continue` has
 * no parameter to be sent in, so the next part is asked for by the value at which the last one ended.
 * Packages with that same value may be on both sides of the cut; these come again and are dropped. Of
 * more equal ones than fit in one part, each is fetched by its id.
 */
const collect = async (
  walk: Walk,
  conditions: readonly string[],
  order: Order,
): Promise<Outcome> => {
  const { found, send, wanted } = walk
  const { path, desc } = order
  const beyond = desc ? "lt" : "gt"
  let after: readonly string[] = []
  let last: string | undefined
  for (;;) {
    if (walk.requests >= mostRequests) return "long"
    walk.requests += 1
    const { items, metadata } = await send([...conditions, ...after], order, wanted)
    const before = found.size
    for (const item of items) if (!found.has(item.id)) found.set(item.id, item)
    if (found.size >= wanted) return "enough"
    if (!metadata.continue && items.length < wanted) return "end"
    const next = valueAt(items.at(-1), path)
    if (next === undefined) return "stuck"
    if (next !== last || found.size > before) {
      last = next
      after = [condition(path, path === "id" ? beyond : `${beyond}e`, next)]
      continue
    }
    if (path === "id") return "stuck"
    const equal = [...conditions, condition(path, "eq", next)]
    const outcome = await collect(walk, equal, { path: "id", desc: false })
    if (outcome !== "end") return outcome
    last = undefined
    after = [condition(path, beyond, next)]
  }
}

const reasons = {
  stuck: "asking on from the last of them brought nothing new",
  long: "they come in parts so small that Waybill stopped asking",
} as const

/** The first packages of a list, and whether these are all of them. */
export type Prefix = {
  readonly items: readonly AstraItem[]
  readonly ended: boolean
  readonly incomplete?: string
}

/** The first `wanted` packages of a list, however many the server sends at once. */
export const prefixOf = async (
  send: Send,
  conditions: readonly string[],
  order: Order,
  wanted: number,
): Promise<Prefix> => {
  const walk: Walk = { send, wanted, found: new Map(), requests: 0 }
  const outcome = await collect(walk, conditions, order)
  const items = [...walk.found.values()]
  if (outcome === "enough" || outcome === "end") return { items, ended: outcome === "end" }
  return {
    items,
    ended: false,
    incomplete: `This list is not complete: Astra sent ${items.length} packages and said that there are more, but its API has no way to ask for the rest, and ${reasons[outcome]}.`,
  }
}
