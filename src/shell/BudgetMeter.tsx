import { formatCount } from "../lib/text.ts"
import { useEffect, useState } from "react"
import { useBudget } from "../data/budget.ts"
import type { Left } from "../data/budget.ts"
import { queueState } from "../data/call.ts"
import { formatDuration } from "../lib/dates.ts"
import { cx } from "../ui/cx.ts"
import { Tooltip } from "../ui/Tooltip.tsx"

const words: Readonly<Record<string, string>> = { minute: "this minute", day: "today" }

/** Little enough to think about what to ask for next. */
const scarce = ({ left, limit }: Left): boolean => left < limit / 5

/** Seconds until what waits is done, where this minute's calls do not suffice for it. */
const waitFor = ({ left, limit, resetSeconds }: Left, waiting: number): number | undefined =>
  waiting <= left ? undefined : Math.ceil(resetSeconds + ((waiting - left) / limit) * 60)

/** How many calls a connection may still make, and what waits for its turn. */
export const BudgetMeter = ({ connection }: { readonly connection: string }) => {
  const budget = useBudget(connection)
  const [queue, setQueue] = useState(() => queueState(connection))
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setQueue(queueState(connection))
      setNow(Date.now())
    }, 1000)
    return () => clearInterval(timer)
  }, [connection])
  const paused = Math.ceil((queue.pausedUntil - now) / 1000)
  const minute = budget?.limits.find(({ id }) => id === "minute")
  if (!budget || !minute) return null
  const wait = waitFor(minute, queue.waiting)
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
        {queue.waiting > 0 && `, ${formatCount(queue.waiting)} waiting`}
        {wait !== undefined && `, about ${formatDuration(wait)}`}
        {paused > 0 && `, goes on in ${paused} s`}
      </button>
    </Tooltip>
  )
}
