import { useEffect, useState } from "react"
import { queueState } from "../data/call.ts"
import { formatDuration } from "../lib/dates.ts"

type Seen = {
  /** Calls that wait for their turn. */
  readonly waiting: number
  /** Whole seconds until the provider, which asked for a pause, is asked again; 0: none. */
  readonly paused: number
}

const seenNow = (connection: string): Seen => {
  const { waiting, pausedUntil } = queueState(connection)
  return { waiting, paused: Math.max(0, Math.ceil((pausedUntil - Date.now()) / 1000)) }
}

/** How the queue of a connection stands, looked at every second. */
export const useQueueState = (connection: string): Seen => {
  const [seen, setSeen] = useState(() => seenNow(connection))
  useEffect(() => {
    const timer = setInterval(
      () =>
        setSeen((before) => {
          const now = seenNow(connection)
          return now.waiting === before.waiting && now.paused === before.paused ? before : now
        }),
      1000,
    )
    return () => clearInterval(timer)
  }, [connection])
  return seen
}

/** What a pause of so many seconds is called, wherever it is told. */
export const waitText = (paused: number): string =>
  `asked to wait, goes on in ${formatDuration(paused)}`
