import { useEffect, useRef } from "react"
import { announce } from "./announce.ts"

/**
 * Speaks a text when it comes and whenever it changes, for instance the count of rows.
 * @param text undefined: it is not known just now, and what was said before may well stay so
 */
export const useAnnounced = (text: string | undefined): void => {
  const last = useRef<string>(undefined)
  useEffect(() => {
    if (text === undefined || text === last.current) return undefined
    // While someone types, only the last of many counts is worth hearing; what was not said is still owed.
    const timer = setTimeout(() => {
      last.current = text
      announce(text)
    }, 600)
    return () => clearTimeout(timer)
  }, [text])
}
