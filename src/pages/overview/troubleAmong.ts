import type { Summary } from "../../data/counts.ts"
import { isAway } from "../../model/error.ts"

type Standing = Pick<Summary, "state" | "problem" | "unconfirmed">

const isAsked = ({ state, problem, unconfirmed }: Standing): boolean =>
  state === "loading" || (unconfirmed && problem === undefined)

/** How many connections have trouble, and of how many that is not known. */
export const troubleAmong = (
  summaries: readonly Standing[],
): {
  readonly broken: number
  /** Still asked. */
  readonly asking: number
  /** Our own server is away: of these nobody knows now. None of them is among those still asked. */
  readonly unasked: number
} => ({
  broken: summaries.filter(({ problem }) => problem !== undefined && !isAway(problem)).length,
  asking: summaries.filter(isAsked).length,
  unasked: summaries.filter((one) => isAway(one.problem) && !isAsked(one)).length,
})
