import type { Query } from "../model/query.ts"
import { callOf } from "./call.ts"
import type { ListOf } from "./listState.ts"
import { walk } from "./walk.ts"
import type { Walked } from "./walk.ts"
import { runWatched } from "./watched.ts"

/**
 * Reads a whole list so that it can be watched, asked and stopped under a key.
 * @param paid the price was named before: nobody is asked again
 * @throws ProviderError, AbortError
 */
export const readWalk = (
  key: string,
  signal: AbortSignal,
  list: ListOf,
  query: Query,
  paid: boolean,
): Promise<Walked> =>
  runWatched(key, signal, (watched) =>
    walk({
      ...watched,
      call: callOf(list.connection, watched.signal, "soon"),
      resource: list.resource,
      place: list.place,
      query,
      ...(paid ? { freeRequests: Infinity } : {}),
    }),
  )
