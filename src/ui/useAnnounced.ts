import { useEffect, useRef } from "react"
import { announce } from "./announce.ts"

/** Speaks a text whenever it changes, for instance the count of rows; the first one is not spoken. */
export const useAnnounced = (text: string): void => {
  const last = useRef(text)
  useEffect(() => {
    if (text === last.current) return undefined
    last.current = text
    // While someone types, only the last of many counts is worth hearing.
    const timer = setTimeout(() => announce(text), 600)
    return () => clearTimeout(timer)
  }, [text])
}
