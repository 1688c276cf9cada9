import type { Connection } from "../model/connection.ts"
import type { Call, Priority } from "../model/call.ts"
import { createQueue } from "./queue.ts"
import type { Queue } from "./queue.ts"
import { gatewayOf } from "./transport.ts"

const queues = new Map<string, Queue>()

const queueOf = (connection: string): Queue => {
  const known = queues.get(connection)
  if (known) return known
  const made = createQueue(gatewayOf(connection))
  queues.set(connection, made)
  return made
}

/** What an adapter needs to speak for a connection, through the connection's own queue. */
export const callOf = (
  connection: Pick<Connection, "id" | "settings">,
  signal: AbortSignal,
  priority: Priority,
  progress?: Call["progress"],
): Call => ({
  fetch: queueOf(connection.id).at(priority),
  signal,
  priority,
  settings: connection.settings,
  ...(progress ? { progress } : {}),
})
