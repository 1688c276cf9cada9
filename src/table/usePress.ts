import { useEffect, useRef, useState } from "react"

/** Ms from a finger's leaving to what a browser makes of it. */
const touch = 300

/**
 * Whether somebody turned from here to what they are pressing just now: it must not move from under the
 * pointer, or the press is lost.
 * @returns that, and what to call as the focus leaves
 */
export const usePress = (): readonly [pressing: boolean, left: () => void] => {
  const down = useRef(false)
  const [pressing, setPressing] = useState(false)
  useEffect(() => {
    let leaving: ReturnType<typeof setTimeout> | undefined
    const press = (): void => {
      clearTimeout(leaving)
      down.current = true
    }
    const release = ({ pointerType }: PointerEvent): void => {
      const end = (): void => {
        down.current = false
        // Behind the click that comes of it.
        setTimeout(() => setPressing(false))
      }
      // Of a finger the focus moves, and the click comes, behind its leaving.
      if (pointerType === "touch") leaving = setTimeout(end, touch)
      else end()
    }
    const events = [
      ["pointerdown", press],
      ["pointerup", release],
      ["pointercancel", release],
    ] as const
    for (const [type, listen] of events) globalThis.addEventListener(type, listen, true)
    return () => {
      clearTimeout(leaving)
      for (const [type, listen] of events) globalThis.removeEventListener(type, listen, true)
    }
  }, [])
  return [pressing, () => setPressing(down.current)]
}
