import { formatAgo } from "../lib/dates.ts"
import type { TriggerElement } from "./trigger.ts"

const odd = (words: string): TriggerElement => <span className="text-muted">{words}</span>

/** Whether it has an age. Providers write 1970 where a date was never set; "56 years ago" would be a lie. */
export const isSet = (date: Date): boolean => !Number.isNaN(date.getTime()) && date.getTime() !== 0

/** "3 hours ago", as of now. */
export const drawAgo = (date: Date): TriggerElement => {
  if (Number.isNaN(date.getTime())) return odd("not a date")
  if (!isSet(date)) return odd("not set (1970-01-01)")
  return (
    <time dateTime={date.toISOString()} className="numeric whitespace-nowrap">
      {formatAgo(date)}
    </time>
  )
}
