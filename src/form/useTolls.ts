import { useQueries, useQuery } from "@tanstack/react-query"
import type { ActionAt } from "../data/act.ts"
import { offersQuery, tollQuery } from "../data/toll.ts"
import type { Action, Offers, Target, Toll } from "../model/action.ts"

/** Counted for so many; beyond it, counting would take longer than the action itself. Not fewer than
 * `unreadFrom`: what goes by a press alone is counted for all. */
const counted = 25

/** What goes along with the targets of an action, counted at the provider now. */
export type Tolls = {
  readonly tolls: readonly Toll[]
  readonly loading: boolean
  /** Why some could not be counted. */
  readonly problem: Error | undefined
  /** How many of the targets were asked about. */
  readonly counted: number
  /** How many were not. */
  readonly rest: number
}

export const useTolls = (at: ActionAt, action: Action, targets: readonly Target[]): Tolls => {
  const asked = action.toll ? targets.slice(0, counted) : []
  const queries = useQueries({ queries: asked.map((target) => tollQuery(at, action, target)) })
  return {
    tolls: queries.flatMap((query) => query.data ?? []),
    loading: queries.some((query) => query.isPending),
    problem: queries.find((query) => query.isError)?.error ?? undefined,
    counted: asked.length,
    rest: action.toll ? targets.length - asked.length : 0,
  }
}

/** What may well be typed into the inputs of an action. Without an answer nothing is offered. */
export const useOffers = (
  at: ActionAt,
  action: Action,
  targets: readonly Target[],
): Offers | undefined => {
  const offered = useQuery({
    ...offersQuery(at, action, targets),
    enabled: action.offers !== undefined,
  })
  return offered.data
}
