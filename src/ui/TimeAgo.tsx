import { formatMoment } from "../lib/dates.ts"
import { drawAgo } from "./ago.tsx"
import { Tooltip } from "./Tooltip.tsx"
import { useMinute } from "./useMinute.ts"

/** Drawn when it is asked for: few dates of a page ever are. */
const Moment = ({ date }: { readonly date: Date }) => formatMoment(date)

/** "3 hours ago", with the moment itself, local and UTC, in a tooltip. */
export const TimeAgo = ({ date }: { readonly date: Date }) => {
  useMinute()
  const ago = drawAgo(date)
  return ago.type === "time" ? <Tooltip content={<Moment date={date} />}>{ago}</Tooltip> : ago
}
