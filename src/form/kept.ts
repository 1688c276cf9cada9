import type { ActionAt } from "../data/act.ts"
import type { ReportOrder } from "../data/download.ts"
import type { Action, Target, Toll } from "../model/action.ts"
import type { Report } from "../model/part.ts"
import { placeTitle } from "../model/title.ts"
import { ordersOf, reportedOf } from "./ReportChoice.tsx"

const isOf = ({ not }: Report, artifact: string): boolean => !not?.includes(artifact)

/** The reports that vanish with what an action does, and that some may want to keep. */
export const keptReports = (
  { resource }: Pick<ActionAt, "resource">,
  { keeps, risk }: Action,
): readonly Report[] => {
  if (!keeps || risk !== "destructive") return []
  const own = resource.reports ?? []
  if (keeps === true) return own
  return "below" in keeps ? keeps.below : own.filter((report) => isOf(report, keeps.variant))
}

/** Whether things go whose reports nobody could name, so that they cannot be kept. */
export const losesUnnamed = (
  { keeps }: Action,
  { problem, rest }: { readonly problem: Error | undefined; readonly rest: number },
): boolean => typeof keeps === "object" && "below" in keeps && (problem !== undefined || rest > 0)

/** The reports that were ticked, of all that goes. */
export const keptOrders = (
  at: ActionAt,
  action: Action,
  targets: readonly Target[],
  tolls: readonly Toll[],
  ids: readonly string[],
): readonly ReportOrder[] => {
  const { keeps } = action
  const reports = keptReports(at, action)
  if (keeps === undefined || keeps === true || !("below" in keeps))
    return ordersOf(
      reports,
      reportedOf(at.resource, targets),
      ids,
      keeps === true ? undefined : keeps?.variant,
    )
  const below = tolls
    .flatMap(({ places = [] }) => places)
    .map((place) => ({ place, title: placeTitle(place) }))
  return ordersOf(reports, below, ids)
}
