import type { Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Call } from "../model/call.ts"
import type { Page, Resource } from "../model/provider.ts"
import type { Query } from "../model/query.ts"

export type Walked = {
  readonly rows: readonly Row[]
  /** Rows the provider says there are. */
  readonly of: number | undefined
  /** Every page was read, and the list did not change under the walk. */
  readonly complete: boolean
  readonly incomplete?: string
  /** When its first page was asked for, ms since 1970: what changed later may be missing from it. */
  readonly asked?: number
  /** Nobody says when one of these changed: its `updated` is when it came. */
  readonly onlyCreated?: true
}

export type WalkProgress = {
  readonly rows: readonly Row[]
  readonly of: number | undefined
  /** Requests still needed, where the total is known. */
  readonly requests: number | undefined
}

export type WalkOptions = {
  readonly call: Call
  readonly resource: Pick<Resource, "paging" | "list">
  readonly place: Place
  /** What the API is asked; its page is chosen here. */
  readonly query: Query
  readonly onProgress: (progress: WalkProgress) => void
  /** Asked once, before the walk costs more than `freeRequests`; false ends it as incomplete. */
  readonly approve: (progress: WalkProgress) => Promise<boolean>
  readonly freeRequests?: number
  /** Pages fetched at once, where the paging allows it. */
  readonly parallel?: number
}

/** The same call, with what cancels all that is asked by it. */
export const leaving = (call: Call): { readonly call: Call; readonly leave: () => void } => {
  const left = new AbortController()
  return {
    call: { ...call, signal: AbortSignal.any([call.signal, left.signal]) },
    leave: () => left.abort(),
  }
}

/** The list changed while it was read: rows moved between pages, so some may be missing. */
class Moved extends Error {}

const restarts = 2

/** Collects pages in their order and sees when the list moved under us. */
class Harvest {
  readonly pages: (Page | undefined)[] = []
  /** How many pages there are: with several under way, some are missing between them. */
  taken = 0
  of: number | undefined
  private rowsCache: readonly Row[] | undefined
  private readonly ids = new Set<string>()
  private count = 0

  put(at: number, page: Page): void {
    const total = page.total?.exact ? page.total.count : undefined
    if (total !== undefined) {
      if (this.of !== undefined && this.of !== total) throw new Moved()
      this.of = total
    }
    this.pages[at] = page
    this.taken += 1
    this.rowsCache = undefined
    for (const { id } of page.rows) this.ids.add(id)
    this.count += page.rows.length
  }

  /** Every row once, in order. */
  get rows(): readonly Row[] {
    this.rowsCache ??= this.doubled
      ? this.eachOnce()
      : this.pages.flatMap((page) => page?.rows ?? [])
    return this.rowsCache
  }

  private eachOnce(): readonly Row[] {
    const seen = new Map<string, Row>()
    for (const page of this.pages) for (const row of page?.rows ?? []) seen.set(row.id, row)
    return [...seen.values()]
  }

  /** A row that stands on two pages has moved, so another may have slipped past us. */
  get doubled(): boolean {
    return this.ids.size !== this.count
  }

  get reason(): string | undefined {
    return this.pages.find((page) => page?.incomplete)?.incomplete
  }
}

const readPages = async (options: WalkOptions, free: { left: number }): Promise<Walked> => {
  const { call, resource, place, query, onProgress, parallel = 4 } = options
  const harvest = new Harvest()
  const max = resource.paging.by === "none" ? query.size : resource.paging.max
  let size = max
  const load = async (page: string): Promise<Page> => {
    call.signal.throwIfAborted()
    const loaded = await resource.list(call, place, { ...query, page, size })
    // Its answer may have been on its way already.
    call.signal.throwIfAborted()
    return loaded
  }
  const progress = (requests: number | undefined): WalkProgress => ({
    rows: harvest.rows,
    of: harvest.of,
    requests,
  })
  const mayGoOn = async (requests: number | undefined): Promise<boolean> => {
    if ((requests ?? 1) <= free.left) return true
    const yes = await options.approve(progress(requests))
    if (yes) free.left = Infinity
    return yes
  }
  const result = (complete: boolean): Walked => ({
    rows: harvest.rows,
    of: harvest.of,
    complete: complete && harvest.reason === undefined,
    ...(harvest.reason === undefined ? {} : { incomplete: harvest.reason }),
  })

  const first = await load("")
  free.left -= 1
  harvest.put(0, first)
  const numbered = resource.paging.by === "page" || resource.paging.by === "offset"
  // A server may give smaller pages than it documents; then the others are as small.
  const given = first.rows.length
  const short = harvest.of !== undefined && given > 0 && given < Math.min(size, harvest.of)
  if (short && first.incomplete === undefined) size = given
  const pages = numbered && harvest.of !== undefined ? Math.ceil(harvest.of / size) : undefined
  onProgress(progress(pages === undefined ? undefined : pages - 1))

  if (pages !== undefined) {
    if (pages > 1 && !(await mayGoOn(pages - 1))) return result(false)
    let next = 1
    const worker = async (): Promise<void> => {
      while (next < pages) {
        const at = next
        next += 1
        harvest.put(at, await load(String(at + 1)))
        free.left -= 1
        onProgress(progress(pages - harvest.taken))
      }
    }
    await Promise.all(Array.from({ length: Math.min(parallel, pages - 1) }, worker))
  } else {
    let token = first.next
    for (let at = 1; token !== undefined; at += 1) {
      if (!(await mayGoOn(undefined))) return result(false)
      const page = await load(token)
      free.left -= 1
      harvest.put(at, page)
      onProgress(progress(undefined))
      if (page.next === token) throw new Moved()
      token = page.next
    }
  }
  if (
    harvest.doubled ||
    (harvest.of !== undefined && harvest.rows.length !== harvest.of && !harvest.reason)
  )
    throw new Moved()
  return result(true)
}

/** One that fails, or sees the list move, fails as a whole: the pages under way are not waited for. */
const walkOnce = async (options: WalkOptions, free: { left: number }): Promise<Walked> => {
  const { call, leave } = leaving(options.call)
  try {
    return await readPages({ ...options, call }, free)
  } catch (cause) {
    leave()
    throw cause
  }
}

/**
 * Reads every page of a list: in parallel where pages are numbered and the total is known, in turn
 * where each page leads to the next, at the largest page size of the API. A row is never listed
 * twice. When the list changes under the walk it starts over; a list that will not hold still is
 * returned as incomplete, with the reason.
 */
export const walk = async (options: WalkOptions): Promise<Walked> => {
  const free = { left: options.freeRequests ?? 50 }
  const asked = Date.now()
  let latest: WalkProgress = { rows: [], of: undefined, requests: undefined }
  const watched: WalkOptions = {
    ...options,
    onProgress: (progress) => {
      latest = progress
      options.onProgress(progress)
    },
  }
  for (let time = 0; time <= restarts; time += 1) {
    try {
      return { ...(await walkOnce(watched, free)), asked }
    } catch (cause) {
      if (!(cause instanceof Moved)) throw cause
    }
  }
  return {
    rows: latest.rows,
    of: latest.of,
    complete: false,
    incomplete: "The list kept changing while it was read, so some rows may be missing.",
  }
}
