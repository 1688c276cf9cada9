import * as v from "valibot"
import { Connection, Session } from "./connection.ts"

/**
 * What the server writes into the page itself, so that the first list waits for no round trip: who is
 * there, and what they are connected to. A page that comes without it asks for both, as in development
 * and where nobody is known to be signed in: a link on another site brings no cookie along.
 */
export const Start = v.object({
  session: Session,
  connections: v.pipe(v.array(Connection), v.readonly()),
})
export type Start = v.InferOutput<typeof Start>

/** The element that holds it, a script that is data. */
export const startId = "start"
