import { formatCount } from "../lib/text.ts"
import { useBudget } from "../data/budget.ts"
import type { Budget, Left } from "../data/budget.ts"
import { formatDuration } from "../lib/dates.ts"
import { cx } from "../ui/cx.ts"
import { Tooltip } from "../ui/Tooltip.tsx"
import { useQueueState, waitText } from "./useQueueState.ts"

const words: Readonly<Record<string, string>> = { minute: "this minute", day: "today" }

/** Little enough to think about what to ask for next. */
const scarce = ({ left, limit }: Left): boolean => left < limit / 5

/** Seconds until what waits is done, where this minute's calls do not suffice for it. */
const waitFor = ({ left, limit, resetSeconds }: Left, waiting: number): number | undefined =>
  waiting <= left ? undefined : Math.ceil(resetSeconds + ((waiting - left) / limit) * 60)

/** How many calls a connection may still make, and how many wait for their turn. */
const Meter = ({ budget, waiting }: { readonly budget: Budget; readonly waiting: number }) => {
  const minute = budget.limits.find(({ id }) => id === "minute")
  if (!minute) return null
  const wait = waitFor(minute, waiting)
  const all = budget.limits
    .map(
      ({ id, left, limit }) =>
        `${formatCount(left)} of ${formatCount(limit)} ${words[id] ?? `of ${id}`}`,
    )
    .join("; ")
  return (
    <Tooltip content={`Calls left: ${all}. The limit is the provider's.`}>
      <button
        type="button"
        className={cx(
          "numeric touch-target hidden cursor-default items-center gap-1.5 rounded-sm sm:inline-flex",
          scarce(minute) && "text-tone-warn-ink",
        )}
      >
        <span aria-hidden className="h-1 w-10 overflow-hidden rounded-full bg-line">
          <span
            className={cx("block h-full", scarce(minute) ? "bg-tone-warn" : "bg-accent")}
            style={{ width: `${(minute.left / minute.limit) * 100}%` }}
          />
        </span>
        {formatCount(minute.left)} calls left
        {waiting > 0 && `, ${formatCount(waiting)} waiting`}
        {wait !== undefined && `, about ${formatDuration(wait)}`}
      </button>
    </Tooltip>
  )
}

/** What a connection waits for: its calls, where they are few, and a provider that asked for a pause. */
export const BudgetMeter = ({ connection }: { readonly connection: string }) => {
  const budget = useBudget(connection)
  const { waiting, paused } = useQueueState(connection)
  return (
    <>
      {budget && <Meter budget={budget} waiting={waiting} />}
      {paused > 0 && <span className="numeric text-tone-warn-ink">{waitText(paused)}</span>}
    </>
  )
}
