import { commonSources, toCommon } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { CommonField, Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Provider, Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { callOf } from "./call.ts"
import type { Watched } from "./watched.ts"
import { leaving, walk } from "./walk.ts"
import type { Walked, WalkProgress } from "./walk.ts"

/** Lists fetched at once, where packages stand in several of them: as many as a connection may send. */
const parallel = 6
/** Lists it may ask for before it names the price. */
const freeLists = 50
/** Ms between two looks at what was read so far: each draws the table anew. */
const tellEvery = 150

const wanted = (resource: Resource): Query => ({
  ...emptyQuery,
  size: resource.paging.by === "none" ? 0 : resource.paging.max,
  ...(resource.sparse ? { fields: commonSources(resource.fields).map(({ id }) => id) } : {}),
})

const sum = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (all, count) => (all === undefined || count === undefined ? undefined : all + count),
    0,
  )

/** What may be so of one place, and need not be of the next: the others are read nevertheless. */
const ofOnePlace: ReadonlySet<Trouble> = new Set(["forbidden", "missing"])

const namesOf = (place: Place): string => place.map(({ id }) => id).join(" / ")

/** Tells now and then, not each time: the latest, and nothing once it is closed. */
const nowAndThen = (tell: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = false
  let closed = false
  return {
    ring: (): void => {
      if (closed) return
      // The first rows must not wait.
      if (!told) {
        told = true
        tell()
        return
      }
      timer ??= setTimeout(() => {
        timer = undefined
        tell()
      }, tellEvery)
    },
    close: (): void => {
      closed = true
      clearTimeout(timer)
    },
  }
}

/**
 * Reads every package of a connection in the common vocabulary: one list, or one for each place that
 * holds packages.
 * @throws ProviderError, AbortError
 */
export const gather = async (
  connection: Connection,
  provider: Provider,
  { signal, onProgress, approve }: Watched,
): Promise<Walked> => {
  const resource = provider.resources[provider.packages.resource]
  if (!resource) throw new RangeError(`${provider.name} has no ${provider.packages.resource}`)
  const asked = Date.now()
  const { call, leave } = leaving(callOf(connection, signal, "soon"))
  const places: readonly Place[] = (await provider.packages.places?.(call)) ?? [[]]
  const parts: WalkProgress[] = places.map(() => ({ rows: [], of: undefined, requests: undefined }))
  const ends: (Walked | undefined)[] = places.map(() => undefined)
  // A row that was read stays the same object while others arrive: its text is not read again.
  const made = new Map<Row, Row>()
  const rows = (): readonly Row[] =>
    parts.flatMap((part, at) =>
      part.rows.map((row) => {
        const one = made.get(row) ?? toCommon(connection, resource, places[at] ?? [], row)
        made.set(row, one)
        return one
      }),
    )
  const price = places.length > freeLists ? places.length : undefined
  if (price && !(await approve({ rows: [], of: undefined, requests: price })))
    return { rows: [], of: undefined, complete: false }

  const bell = nowAndThen(() => {
    const left = places.length === 1 ? parts[0]?.requests : ends.filter((end) => !end).length
    onProgress({ rows: rows(), of: sum(parts.map(({ of }) => of)), requests: left })
  })
  let next = 0
  const failed: ProviderError[] = []
  const read = async (place: Place, at: number): Promise<Walked> => {
    try {
      return await walk({
        call,
        resource,
        place,
        query: wanted(resource),
        approve,
        onProgress: (progress) => {
          parts[at] = progress
          bell.ring()
        },
      })
    } catch (cause) {
      if (!(cause instanceof ProviderError) || !ofOnePlace.has(cause.trouble)) throw cause
      failed.push(cause)
      // Where not one can be read, that is what is wrong with the connection.
      if (failed.length === places.length) throw cause
      const incomplete = `${namesOf(place)} could not be read: ${cause.problem.title}`
      return { rows: parts[at]?.rows ?? [], of: undefined, complete: false, incomplete }
    }
  }
  const worker = async (): Promise<void> => {
    while (next < places.length) {
      const at = next
      next += 1
      const end = await read(places[at] ?? [], at)
      parts[at] = { rows: end.rows, of: end.of, requests: 0 }
      ends[at] = end
      bell.ring()
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(parallel, places.length) }, worker))
  } catch (cause) {
    // What cannot be had whole is not read to its end.
    leave()
    throw cause
  } finally {
    bell.close()
  }
  const all = ends.flatMap((end) => end ?? [])
  const reasons = all.flatMap(({ incomplete }) => incomplete ?? [])
  const more = reasons.length > 1 ? ` The same or like it of ${reasons.length - 1} more.` : ""
  const reason = reasons[0] === undefined ? undefined : `${reasons[0]}${more}`
  const tells = (date: CommonField): boolean =>
    resource.fields.some(({ common }) => common === date)
  return {
    rows: rows(),
    of: sum(all.map(({ of }) => of)),
    complete: all.every((end) => end.complete),
    asked,
    ...(tells("created") && !tells("updated") ? { onlyCreated: true } : {}),
    ...(reason === undefined ? {} : { incomplete: reason }),
  }
}
