import { useEffect, useRef } from "react"

/**
 * Runs something at once, or, while a pointer is down, once it is up again. An error that appears
 * below an input pushes the button away that is being pressed, and the press would miss it.
 */
export const useAfterPress = (): ((then: () => void) => void) => {
  const waiting = useRef<(() => void)[]>(undefined)
  useEffect(() => {
    const down = (): void => {
      waiting.current ??= []
    }
    const up = (): void => {
      const late = waiting.current ?? []
      waiting.current = undefined
      // After the click, which comes behind the release.
      setTimeout(() => {
        for (const then of late) then()
      })
    }
    window.addEventListener("pointerdown", down, true)
    window.addEventListener("pointerup", up, true)
    window.addEventListener("pointercancel", up, true)
    return () => {
      window.removeEventListener("pointerdown", down, true)
      window.removeEventListener("pointerup", up, true)
      window.removeEventListener("pointercancel", up, true)
    }
  }, [])
  return (then) => {
    if (waiting.current) waiting.current.push(then)
    else then()
  }
}
