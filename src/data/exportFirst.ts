import { sentence } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import { downWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import { placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import { forgetAll, saveZip } from "./download.ts"
import type { ReportOrder } from "./download.ts"
import type { Outcome, WorkTools } from "./jobs.ts"
import { waitedOut } from "./pace.ts"
import type { Fetched } from "./reportZip.ts"

/** How many things are named where there may be hundreds; the steps of the job name them all. */
const named = 5

/** Of failures one after the other that say that nothing can be had of the provider. */
const enough = 2

const onwards = "To go on without, do the same again with “Export these reports first” unticked."

const isAbort = (cause: unknown): boolean => cause instanceof Error && cause.name === "AbortError"

const why = (cause: unknown): string =>
  cause instanceof Error ? sentence(cause.message) : "The fault is ours."

const isWithin = (place: Place, outer: Place): boolean =>
  placeKey(place.slice(0, outer.length)) === placeKey(outer)

/**
 * Reports that are saved before what they are of is changed for good: one step of that work. What cannot
 * be had keeps nothing else from being saved.
 */
export const createExport = (connection: Connection, orders: readonly ReportOrder[]) => {
  const saved = new Set<ReportOrder>()
  const failed = new Map<ReportOrder, unknown>()
  /** How often each was asked for. */
  const tries = new Map<ReportOrder, number>()
  const triesOf = (order: ReportOrder): number => tries.get(order) ?? 0

  const fetchAll = async (
    left: readonly ReportOrder[],
    tools: WorkTools,
    fetched: Map<number, Fetched>,
  ): Promise<void> => {
    const { fetchReport } = await import("./reportZip.ts")
    let down = 0
    for (const [at, order] of left.entries()) {
      tools.say(`${at + 1} of ${left.length}`)
      tries.set(order, triesOf(order) + 1)
      try {
        fetched.set(at, await waitedOut(() => fetchReport(connection, order, tools), tools))
        down = 0
      } catch (cause) {
        if (isAbort(cause)) throw cause
        failed.set(order, cause)
        down = downWords(cause) === undefined ? 0 : down + 1
        // Nothing can be had any more: hundreds of further calls would only say so again.
        if (down < enough) continue
        for (const other of left.slice(at + 1)) failed.set(other, cause)
        return
      }
    }
  }

  /** What is told of the step, where not all could be had. */
  const shortfall = (): ProviderError => {
    const names = [...failed].map(([{ title }, cause]) => `${title} (${why(cause)})`)
    const more = names.length > named ? ` and ${names.length - named} more` : ""
    return new ProviderError({
      trouble: "conflict",
      title: `${saved.size} of ${orders.length} reports are saved.`,
      detail: `Not exported, and so left as they are: ${names.slice(0, named).join("; ")}${more}. ${onwards}`,
    })
  }

  return {
    /** Those that are not saved yet, as one zip. @throws AbortError, ProviderError where none could be saved */
    run: async (tools: WorkTools): Promise<Outcome | undefined> => {
      // Those that were never asked for first: two that always fail must not end it again before them.
      const left = orders
        .filter((order) => !saved.has(order))
        .toSorted((one, other) => triesOf(one) - triesOf(other))
      const fetched = new Map<number, Fetched>()
      failed.clear()
      try {
        await fetchAll(left, tools, fetched)
        await saveZip(connection, left, fetched)
        for (const [at, order] of left.entries()) if (fetched.has(at)) saved.add(order)
      } finally {
        forgetAll(fetched)
      }
      return failed.size === 0 ? undefined : { problem: shortfall() }
    },
    /** @throws ProviderError where a report of this thing, or of one below it, was not saved */
    check: (place: Place): void => {
      const lost = orders.find((order) => isWithin(order.place, place) && !saved.has(order))
      if (!lost) return
      const cause = failed.get(lost)
      throw new ProviderError({
        trouble: "conflict",
        title: `Left as it is: ${lost.report.label} of ${lost.title} was not exported.`,
        detail: `${cause === undefined ? "The export did not come to its end." : why(cause)} ${onwards}`,
      })
    },
  }
}
