import { ChevronDown, RefreshCw } from "lucide-react"
import { useEffect, useEffectEvent, useState } from "react"
import { formatAgo } from "../lib/dates.ts"
import { counted } from "../lib/text.ts"
import { Button, IconButton } from "../ui/Button.tsx"
import { Menu } from "../ui/Menu.tsx"
import { remember, useRemembered } from "./remembered.ts"

/** How often a list can be asked again by itself, in s; 0 is never. */
const intervals = [
  { seconds: 0, label: "Off" },
  { seconds: 10, label: "Every 10 seconds" },
  { seconds: 60, label: "Every minute" },
  { seconds: 300, label: "Every 5 minutes" },
] as const

const short = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${seconds / 60} min`)

/** "12 s ago", then "3 minutes ago", counted on by itself. */
const Age = ({ at }: { readonly at: number }) => {
  const [now, setNow] = useState(Date.now)
  const seconds = Math.max(0, Math.floor((now - at) / 1000))
  const young = seconds < 60
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), young ? 1000 : 15_000)
    return () => clearInterval(timer)
  }, [young])
  return <>{young ? `${seconds} s ago` : formatAgo(new Date(at), new Date(now))}</>
}

/** Asks again by itself as long as the page is in sight; once it is again, at once where it is time. */
const useRefreshing = (
  seconds: number,
  updatedAt: number,
  refreshing: boolean,
  refresh: () => void,
): void => {
  const tick = useEffectEvent((due: boolean): void => {
    if (document.visibilityState !== "visible" || refreshing || !due) return
    refresh()
  })
  const overdue = useEffectEvent((): boolean => Date.now() - updatedAt >= seconds * 1000)
  useEffect(() => {
    if (seconds === 0) return undefined
    const timer = setInterval(() => tick(true), seconds * 1000)
    const seen = (): void => tick(overdue())
    document.addEventListener("visibilitychange", seen)
    return () => {
      clearInterval(timer)
      document.removeEventListener("visibilitychange", seen)
    }
  }, [seconds])
}

/** When the rows were read, the way to read them again, and how often that happens by itself. */
export const LiveMenu = ({
  tableId,
  many,
  updatedAt,
  refreshing,
  refresh,
  requests,
}: {
  readonly tableId: string
  readonly many: string
  /** Ms since 1970; 0 while there is nothing. */
  readonly updatedAt: number
  readonly refreshing: boolean
  readonly refresh: () => void
  /** What reading the list once more costs, where that is more than one request. */
  readonly requests: number | undefined
}) => {
  const price = requests === undefined ? "" : `, ${counted(requests, "request", "requests")}`
  const slot = `waybill.refresh.${tableId}`
  const kept = Number(useRemembered(slot) ?? 0)
  const chosen = intervals.find(({ seconds }) => seconds === kept) ?? intervals[0]
  useRefreshing(chosen.seconds, updatedAt, refreshing, refresh)
  return (
    <>
      <Menu
        label="Refresh by itself"
        trigger={
          <Button size="sm" variant="ghost" className="numeric font-normal">
            {updatedAt > 0 ? (
              <span>
                <span className="max-sm:sr-only">Updated </span>
                <Age at={updatedAt} />
              </span>
            ) : refreshing ? (
              "Being read"
            ) : (
              "Not read yet"
            )}
            <span className="sr-only">. Refresh by itself: {chosen.label.toLowerCase()}</span>
            {chosen.seconds > 0 && (
              <span aria-hidden className="rounded-sm bg-accent-soft px-1 text-accent-strong">
                {short(chosen.seconds)}
              </span>
            )}
            <ChevronDown size={12} aria-hidden />
          </Button>
        }
        items={intervals.map(({ seconds, label }) => ({
          label: seconds === 0 ? label : `${label}${price}${price && " each"}`,
          checked: seconds === chosen.seconds,
          onSelect: () => remember(slot, seconds === 0 ? null : String(seconds)),
        }))}
      />
      <IconButton
        label={`Refresh ${many}${price}`}
        icon={
          <RefreshCw
            size={14}
            aria-hidden
            className={refreshing ? "motion-safe:animate-spin" : ""}
          />
        }
        onClick={refresh}
      />
    </>
  )
}
