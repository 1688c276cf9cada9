import { useLayoutEffect, useRef } from "react"
import type { RefObject } from "react"
import type { Item } from "./paletteItems.ts"

type Kept = {
  /** Hears of each line that is highlighted, and whether somebody chose it. */
  readonly hear: (item: Item | undefined, why: { readonly reason: string }) => void
  readonly forget: () => void
}

/**
 * Lets the line that somebody went to stay highlighted where others come in above it: the library keeps
 * its number, and Enter would mean another. What is highlighted by itself is always the first.
 * @param list the element with the lines
 */
export const useKeptHighlight = (
  list: RefObject<HTMLElement | null>,
  shown: readonly Item[],
): Kept => {
  const chosen = useRef<string>(undefined)
  useLayoutEffect(() => {
    const at = shown.findIndex(({ id }) => id === chosen.current)
    const line = list.current?.querySelectorAll("[role=option]")[at]
    if (!line || line.hasAttribute("data-highlighted")) return
    // The one way that the library has: as if the pointer, which moved if only by one, had come to it.
    line.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, movementX: 1 }))
    line.scrollIntoView({ block: "nearest" })
  }, [list, shown])
  return {
    hear: (item, { reason }) => {
      if (reason !== "none") chosen.current = item?.id
    },
    forget: () => {
      chosen.current = undefined
    },
  }
}
