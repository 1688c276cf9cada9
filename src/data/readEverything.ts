import { QueryObserver } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { everythingQuery, liveKey, oldest, partOf, rowsOf } from "./everythingPart.ts"
import type { Part } from "./everythingPart.ts"
import type { All, Reading } from "./listState.ts"
import { liveOf, watch } from "./live.ts"
import { missingParts, noneAnswered, oldAmong, partsOf } from "./missingParts.ts"
import { partsFor } from "./partsFor.ts"
import { answersOf } from "./readAll.ts"
import { answerHere, answerRanked } from "./rows/rowAnswers.ts"

const onlySimilar = "no package matches; these have similar names"

type Known = { readonly part: Part; readonly rows: readonly Row[] }

/**
 * What is known of a connection once nothing of it is on its way: what is being read, or is old enough to be
 * read anew, is waited for; what failed is not asked again, nor the price of going on agreed to.
 */
const knownInTheEnd = (
  client: QueryClient,
  connection: Connection,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead: (read: number) => void },
): Promise<Known> => {
  // It holds on to the query: reading would end with the page from which somebody went on.
  const observer = new QueryObserver(client, {
    ...everythingQuery(connection),
    refetchOnMount: ({ state }) => state.status !== "error",
    retryOnMount: false,
  })
  const key = liveKey(connection.id)
  return new Promise((resolve, reject) => {
    const leave: (() => void)[] = []
    const end = (): void => {
      for (const each of leave) each()
    }
    const look = (): void => {
      const now = liveOf(key)
      const result = observer.getCurrentResult()
      const part = partOf(connection, result, now, false)
      const rows = rowsOf(result, now)
      onRead(rows.length)
      if (result.fetchStatus === "fetching" && !now?.decide) return
      end()
      resolve({ part, rows })
    }
    const stop = (): void => {
      end()
      reject(signal.reason)
    }
    // Its connection was saved or deleted, or the session ended: nothing comes of it any more.
    const gone = new ProviderError({
      trouble: "broken",
      title: `${connection.name} was changed, or signed out of, while it was read.`,
    })
    leave.push(
      observer.subscribe(look),
      watch(key, look),
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type !== "removed" || query !== observer.getCurrentQuery()) return
        end()
        const part = partOf(connection, undefined, undefined, false)
        resolve({ part: { ...part, state: "failed", problem: gone }, rows: [] })
      }),
    )
    signal.addEventListener("abort", stop)
    leave.push(() => signal.removeEventListener("abort", stop))
    look()
  })
}

/** What is known of all of these in the end, and how far that is meanwhile. */
const allInTheEnd = async (
  client: QueryClient,
  connections: readonly Connection[],
  { signal, onProgress, onParts }: Reading,
): Promise<readonly Known[]> => {
  signal.throwIfAborted()
  const read = new Map<string, number>()
  let ended = 0
  const tell = (): void => {
    if (onParts) onParts(ended, connections.length)
    else
      onProgress(
        [...read.values()].reduce((sum, count) => sum + count, 0),
        undefined,
      )
  }
  return Promise.all(
    connections.map(async (connection) => {
      const known = await knownInTheEnd(client, connection, {
        signal,
        onRead: (count) => {
          read.set(connection.id, count)
          tell()
        },
      })
      ended += 1
      tell()
      return known
    }),
  )
}

const answers = async (
  rows: readonly Row[],
  query: Query,
): Promise<{ readonly rows: readonly Row[]; readonly similar: boolean }> => {
  if (!query.ranked) return { rows: answersOf(commonFields, rows, query), similar: false }
  const whole: Query = { ...query, page: "", size: Number.MAX_SAFE_INTEGER }
  // No answer is not none that matches: a file of no rows would say that there are none.
  const all =
    (await answerRanked(commonFields, rows, whole)) ?? answerHere(commonFields, rows, whole)
  return { rows: all.rows, similar: all.similar !== undefined }
}

/**
 * Every package that answers, of every connection that can have an answer, or those given. What is still
 * being read is waited for, whatever page is looked at meanwhile; what cannot be read is said.
 * @throws ProviderError where no connection could be read, and AbortError when it is cancelled
 */
export const readEverything = async (
  client: QueryClient,
  parts: readonly Part[],
  query: Query,
  reading: Reading,
): Promise<All> => {
  const told = (missing: string, concerned: readonly Part[]): Omit<All, "rows"> => {
    const at = oldest(concerned.map(({ updatedAt }) => updatedAt))
    return {
      ...(missing === "" ? { complete: true } : { complete: false, incomplete: missing }),
      ...(at === 0 ? {} : { at }),
    }
  }
  const { rows: given } = reading
  if (given) return { rows: given, ...told(oldAmong(parts, given), partsOf(parts, given)) }

  const asked = partsFor(parts, query).map(({ connection }) => connection)
  const known = await allInTheEnd(client, asked, reading)
  const ended = known.map(({ part }) => part)
  const missing = missingParts(ended)
  const { rows, similar } = await answers(
    known.flatMap((each) => each.rows),
    query,
  )
  if (similar)
    return {
      rows,
      ...told(missing, ended),
      complete: false,
      incomplete: missing === "" ? onlySimilar : `${missing}; ${onlySimilar}`,
    }
  // What is here is exported as it was; without a row, a file would say that there is nothing.
  const nobody = noneAnswered(ended)
  if (nobody) throw nobody
  return { rows, ...told(missing, ended) }
}
