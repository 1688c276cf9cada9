import { useEffect, useRef } from "react"

/** Tells whether what uses it, as a dialog, is in the page still: what it began may end later than it. */
export const useIsOpen = (): (() => boolean) => {
  const open = useRef(false)
  useEffect(() => {
    open.current = true
    return () => {
      open.current = false
    }
  }, [])
  return () => open.current
}
