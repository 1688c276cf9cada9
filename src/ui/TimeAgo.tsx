import { formatAgo, formatLocal, formatUtc } from "../lib/dates.ts"
import { Tooltip } from "./Tooltip.tsx"
import { useMinute } from "./useMinute.ts"

/** Drawn when it is asked for: few dates of a table ever are. */
const Moment = ({ date }: { readonly date: Date }) => `${formatLocal(date)}\n${formatUtc(date)}`

/** "3 hours ago", with the moment itself, local and UTC, in a tooltip. */
export const TimeAgo = ({ date }: { readonly date: Date }) => {
  useMinute()
  if (Number.isNaN(date.getTime())) return <span className="text-muted">not a date</span>
  // Providers write 1970 where a date was never set; to say "56 years ago" would be a lie.
  if (date.getTime() === 0) return <span className="text-muted">not set (1970-01-01)</span>
  return (
    <Tooltip content={<Moment date={date} />}>
      <time dateTime={date.toISOString()} className="numeric whitespace-nowrap">
        {formatAgo(date)}
      </time>
    </Tooltip>
  )
}
