import { formatAgo, formatLocal, formatUtc } from "../lib/dates.ts"
import { Tooltip } from "./Tooltip.tsx"
import type { TriggerElement } from "./trigger.ts"
import { useMinute } from "./useMinute.ts"

const odd = (words: string): TriggerElement => <span className="text-muted">{words}</span>

/** The moment itself, local and UTC. Made when it is asked for: few dates of a table ever are. */
export const momentOf = (date: Date): string => `${formatLocal(date)}\n${formatUtc(date)}`

const Moment = ({ date }: { readonly date: Date }) => momentOf(date)

/** "3 hours ago", as of now. */
export const drawAgo = (date: Date): TriggerElement => {
  if (Number.isNaN(date.getTime())) return odd("not a date")
  // Providers write 1970 where a date was never set; to say "56 years ago" would be a lie.
  if (date.getTime() === 0) return odd("not set (1970-01-01)")
  return (
    <time dateTime={date.toISOString()} className="numeric whitespace-nowrap">
      {formatAgo(date)}
    </time>
  )
}

/** "3 hours ago", with the moment itself in a tooltip. */
export const TimeAgo = ({ date }: { readonly date: Date }) => {
  useMinute()
  const ago = drawAgo(date)
  return ago.type === "time" ? <Tooltip content={<Moment date={date} />}>{ago}</Tooltip> : ago
}
