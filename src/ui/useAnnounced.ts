import { useEffect, useRef } from "react"
import { announce } from "./announce.ts"

/**
 * Speaks a text whenever it changes, for instance the count of rows; the first one is not spoken.
 * @param text undefined: it is not known just now, and what was said before may well stay so
 */
export const useAnnounced = (text: string | undefined): void => {
  const last = useRef(text)
  useEffect(() => {
    if (text === undefined || text === last.current) return undefined
    last.current = text
    // While someone types, only the last of many counts is worth hearing.
    const timer = setTimeout(() => announce(text), 600)
    return () => clearTimeout(timer)
  }, [text])
}
