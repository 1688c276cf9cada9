import { formatAgo } from "../lib/dates.ts"
import type { TriggerElement } from "./trigger.ts"

const odd = (words: string): TriggerElement => <span className="text-muted">{words}</span>

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
