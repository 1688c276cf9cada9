import type { Connection } from "../model/connection.ts"
import { behind } from "../lib/behind.ts"
import type { Call, Priority } from "../model/call.ts"
import { createQueue, createWay } from "./queue.ts"
import type { Queue } from "./queue.ts"
import { gatewayOf } from "./transport.ts"

const queues = new Map<string, Queue>()

/** Whether all requests of a page share one connection to our server, which HTTP/1.1 cannot do. */
const isMultiplexed = (): boolean =>
  globalThis.performance
    .getEntriesByType("navigation")
    .some((page) => "nextHopProtocol" in page && /^h[23]/.test(String(page.nextHopProtocol)))

/**
 * How much may be on its way: in all, and of one connection. Of a browser's six connections one stays
 * free for the app's own parts, and no provider takes all others.
 */
const [room, inFlight] = isMultiplexed() ? [Infinity, 6] : [5, 4]
const way = createWay(room)

/** Loaded behind the first answer: few providers have limits, and rows come first. */
const note = async (connection: string, said: string): Promise<void> => {
  const { noteBudget } = await behind(() => import("./budget.ts"))
  noteBudget(connection, said)
}

const queueOf = (connection: string): Queue => {
  const known = queues.get(connection)
  if (known) return known
  const send = gatewayOf(connection)
  const made = createQueue(
    async (request) => {
      const response = await send(request)
      const said = response.headers.get("waybill-budget")
      if (said !== null) void note(connection, said)
      return response
    },
    { inFlight, way },
  )
  queues.set(connection, made)
  return made
}

/** What an adapter needs to speak for a connection, through the connection's own queue. */
export const callOf = (
  connection: Pick<Connection, "id" | "settings">,
  signal: AbortSignal,
  priority: Priority,
  progress?: Call["progress"],
  say?: Call["say"],
): Call => ({
  fetch: queueOf(connection.id).at(priority),
  signal,
  priority,
  settings: connection.settings,
  ...(progress ? { progress } : {}),
  ...(say ? { say } : {}),
})

/** How many requests of a connection wait, and until when all of them do (ms since 1970; 0: they do not). */
export const queueState = (connection: string): ReturnType<Queue["state"]> =>
  queueOf(connection).state()
