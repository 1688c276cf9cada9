import { counted } from "../lib/text.ts"
import type { ReportOrder } from "../data/download.ts"
import type { Target } from "../model/action.ts"
import type { Report } from "../model/part.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { reportWords } from "../model/reportWords.ts"
import { targetTitle } from "../model/title.ts"
import { Checkbox } from "../ui/Checkbox.tsx"

/** A thing that reports are made of, and what it is called. */
export type Reported = { readonly place: Place; readonly title: string }

/** Those of the reports that were ticked, for each of the things: of one artifact, or of the first. */
export const ordersOf = (
  reports: readonly Report[],
  things: readonly Reported[],
  ids: readonly string[],
  artifact?: string,
): readonly ReportOrder[] =>
  things.flatMap(({ place, title }) =>
    reports
      .filter(({ id, not }) => ids.includes(id) && !(artifact && not?.includes(artifact)))
      .map((report) => ({
        report,
        place,
        variant: report.variants?.find(({ id }) => id === artifact)?.id ?? report.variants?.[0]?.id,
        title,
      })),
  )

/** The things that something is done to, as things that reports are made of. */
export const reportedOf = (resource: Resource, targets: readonly Target[]): readonly Reported[] =>
  targets.map((target) => ({ place: target.place, title: targetTitle(resource, target) }))

/** "20 reports, about 1 minute at the provider's rate". */
const priceOf = (reports: readonly Report[], orders: readonly ReportOrder[]): string => {
  const perMinute = orders[0]?.report.perMinute
  const { one, many } = reportWords(reports)
  const count = counted(orders.length, one, many)
  const minutes = perMinute === undefined ? 0 : Math.floor(orders.length / perMinute)
  return minutes === 0
    ? count
    : `${count}, at least ${minutes} ${minutes === 1 ? "minute" : "minutes"} at the provider's rate`
}

/** Which reports are wanted, and what that costs. */
export const ReportChoice = ({
  legend,
  reports,
  chosen,
  onChange,
  orders,
}: {
  readonly legend: string
  readonly reports: readonly Report[]
  readonly chosen: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  readonly orders: readonly ReportOrder[]
}) => (
  <fieldset className="flex flex-col gap-1.5">
    <legend className="mb-1 text-sm font-medium text-strong">{legend}</legend>
    <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
      {reports.map(({ id, label }) => (
        <Checkbox
          key={id}
          label={label}
          checked={chosen.includes(id)}
          onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
    </div>
    <p className="numeric text-xs text-muted">{priceOf(reports, orders)}</p>
  </fieldset>
)
