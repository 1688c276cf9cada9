import { useVirtualizer } from "@tanstack/react-virtual"
import { startTransition, useEffect, useLayoutEffect, useState } from "react"
import type { ReactNode, RefObject } from "react"
import type { Row } from "../model/field.ts"

/** Ms after which nobody is typing any more. */
const calm = 1000

/**
 * Draws only the rows that are near the screen; where they are few, all of them once they stay the same,
 * so that the browser's own search and a print have them. Loaded where a list is long enough to need it.
 */
export const NearRows = ({
  count,
  height,
  whole,
  scroller,
  onDrawn,
  children,
}: {
  readonly count: number
  /** Of every row, in pixels. */
  readonly height: number
  /** The rows, where they are few enough to draw all of them. */
  readonly whole: readonly Row[] | undefined
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
  const [calmed, setCalmed] = useState<readonly Row[]>()
  useEffect(() => {
    if (!whole) return undefined
    const timer = setTimeout(() => startTransition(() => setCalmed(whole)), calm)
    return () => clearTimeout(timer)
  }, [whole])
  const all = whole !== undefined && whole === calmed
  const items = virtual.getVirtualItems()
  const from = all ? 0 : (items[0]?.index ?? 0)
  const to = all ? count : (items.at(-1)?.index ?? -1) + 1
  useLayoutEffect(onDrawn, [from, to, onDrawn])
  return children(from, to)
}
