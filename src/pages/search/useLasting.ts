import { useEffect, useState } from "react"

/** Ms that somebody watches the shape of what is to come before they wonder. */
const patience = 1000

/** Whether something goes on, and has for longer than a moment. */
export const useLasting = (goesOn: boolean): boolean => {
  const [lasts, setLasts] = useState(false)
  if (!goesOn && lasts) setLasts(false)
  useEffect(() => {
    if (!goesOn) return undefined
    const timer = setTimeout(() => setLasts(true), patience)
    return () => clearTimeout(timer)
  }, [goesOn])
  return goesOn && lasts
}
