import { isAbort } from "../lib/aborted.ts"
import { counted, formatCount, sentence } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import { downWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import { isWithin } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import { forgetAll, saveZip, wordsOf } from "./download.ts"
import type { ReportOrder } from "./download.ts"
import type { Mark, Outcome, WorkTools } from "./jobs.ts"
import { waitedOut } from "./pace.ts"
import type { Fetched } from "./reportZip.ts"

/** How many reports are named where there may be hundreds; the manifest names them all. */
const named = 5

/** Of failures one after the other that say that nothing can be had of the provider. */
const enough = 2

const why = (cause: unknown): string =>
  cause instanceof Error ? sentence(cause.message) : "The fault is ours."

/**
 * Reports that are saved before what they are of is changed for good: one step of that work. What cannot
 * be had keeps nothing else from being saved.
 */
export const createExport = (connection: Connection, orders: readonly ReportOrder[]) => {
  const saved = new Set<ReportOrder>()
  const failed = new Map<ReportOrder, unknown>()
  /** What they are of has been deleted since: nothing can be had of it, and nothing is left to lose. */
  const gone = new Set<ReportOrder>()
  /** How often each was asked for. */
  const tries = new Map<ReportOrder, number>()
  const { one, many, first } = wordsOf(orders)
  const onwards = `To go on without, do the same again with “${first}” unticked.`
  const isLacking = (order: ReportOrder): boolean => !saved.has(order) && !gone.has(order)
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

  /** What is told of the step, where not all could be had: why, is told of each thing that is left. */
  const shortfall = (): ProviderError =>
    new ProviderError({
      trouble: "conflict",
      title: `${saved.size} of ${counted(saved.size + orders.filter(isLacking).length, one, many)} ${saved.size === 1 ? "is" : "are"} saved.`,
      detail: `Whatever lacks a ${one} is left as it is; its line says why.`,
    })

  const whyNot = (order: ReportOrder): string => {
    const cause = failed.get(order)
    return cause === undefined ? "The export did not come to its end." : why(cause)
  }

  return {
    /** Those that are not saved yet, as one zip. @throws AbortError, ProviderError where none could be saved */
    run: async (tools: WorkTools): Promise<Outcome | undefined> => {
      // Those that were never asked for first: two that always fail must not end it again before them.
      const left = orders.filter(isLacking).toSorted((one, other) => triesOf(one) - triesOf(other))
      const fetched = new Map<number, Fetched>()
      failed.clear()
      try {
        await fetchAll(left, tools, fetched)
        await saveZip(connection, left, fetched)
        for (const [at, order] of left.entries()) if (fetched.has(at)) saved.add(order)
      } finally {
        forgetAll(fetched)
      }
      return orders.some(isLacking) ? { problem: shortfall() } : undefined
    },
    /** Leaves out what was of a thing that has been deleted, or of one below it. */
    lose: (lost: Mark): void => {
      if (lost.connection !== connection.id) return
      for (const order of orders)
        if (!saved.has(order) && isWithin(order.place, lost.place)) gone.add(order)
    },
    /** @throws ProviderError where a report of this thing, or of one below it, was not saved */
    check: (place: Place): void => {
      const lost = orders.filter((order) => isWithin(order.place, place) && isLacking(order))
      const [only] = lost
      if (!only) return
      const names = lost
        .slice(0, named)
        .map((order) => `${order.report.label} of ${order.title} (${whyNot(order)})`)
      const more = lost.length > named ? ` and ${formatCount(lost.length - named)} more` : ""
      throw new ProviderError({
        trouble: "conflict",
        ...(lost.length === 1
          ? {
              title: `Left as it is: ${only.report.label} of ${only.title} was not exported.`,
              detail: `${whyNot(only)} ${onwards}`,
            }
          : {
              title: `Left as it is: ${counted(lost.length, one, many)} were not exported.`,
              detail: `${names.join("; ")}${more}. ${onwards}`,
            }),
      })
    },
  }
}
