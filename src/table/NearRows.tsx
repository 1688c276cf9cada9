import { useVirtualizer } from "@tanstack/react-virtual"
import { useLayoutEffect } from "react"
import type { ReactNode, RefObject } from "react"

/** Draws only the rows that are near the screen. Loaded where a list is long enough to need it. */
export const NearRows = ({
  count,
  height,
  scroller,
  onDrawn,
  children,
}: {
  readonly count: number
  /** Of every row, in pixels. */
  readonly height: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly onDrawn: () => void
  readonly children: (from: number, to: number) => ReactNode
}) => {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = (items.at(-1)?.index ?? -1) + 1
  useLayoutEffect(onDrawn, [from, to, onDrawn])
  return children(from, to)
}
