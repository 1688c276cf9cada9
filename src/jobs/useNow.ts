import { useEffect, useState } from "react"

/** The time in ms since 1970: ticks each second while something moves. */
export const useNow = (moving: boolean): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!moving) return undefined
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [moving])
  return now
}
