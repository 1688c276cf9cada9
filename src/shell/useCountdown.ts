import { useEffect, useEffectEvent, useState } from "react"

const secondsTo = (moment: Date): number =>
  Math.max(0, Math.ceil((moment.getTime() - Date.now()) / 1000))

/** Whole seconds until a moment, 0 once it is past; `onZero` is called when a running count ends. */
export const useCountdown = (moment: Date | undefined, onZero?: () => void): number => {
  const target = moment?.getTime()
  const [, tick] = useState(0)
  const finished = useEffectEvent(() => onZero?.())
  useEffect(() => {
    if (target === undefined || target <= Date.now()) return undefined
    const timer = setInterval(() => {
      tick((count) => count + 1)
      if (target > Date.now()) return
      clearInterval(timer)
      finished()
    }, 1000)
    return () => clearInterval(timer)
  }, [target])
  return moment === undefined ? 0 : secondsTo(moment)
}
