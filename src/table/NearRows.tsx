import {
  startTransition,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react"
import type { ReactNode, RefObject } from "react"
import { flushSync } from "react-dom"
import type { Row } from "../model/field.ts"

/** Rows drawn above and below those in sight. */
const spare = 6

/** Ms after which nobody is typing any more. */
const calm = 1000

/** Which rows are to be drawn, as if there were always enough of them. */
type Near = { readonly from: number; readonly to: number }

/**
 * Gives the focus of a row that will not be drawn any more to the box that scrolls: left to itself it
 * would be nobody's, and Page Down would do nothing.
 */
const holdFocus = (box: HTMLElement | null, from: number, to: number): void => {
  const row = document.activeElement?.closest<HTMLElement>("[data-index]")
  if (!box || !row || !box.contains(row)) return
  const index = Number(row.dataset["index"])
  if (index < from || index >= to) box.focus({ preventScroll: true })
}

/**
 * Draws only the rows that are near the screen; where they are few, all of them once they stay the same,
 * so that the browser's own search and a print have them. All rows are of one height, so where a row
 * stands is a product and needs no library that measures each.
 */
export const NearRows = ({
  count,
  height,
  screenful,
  whole,
  hasty,
  scroller,
  onDrawn,
  children,
}: {
  readonly count: number
  /** Of every row, in pixels. */
  readonly height: number
  /** Rows that are drawn before it is known how many are in sight. */
  readonly screenful: number
  /** The rows, where they are few enough to draw all of them. */
  readonly whole: readonly Row[] | undefined
  /** Only those in sight: what is drawn now is soon drawn anew. */
  readonly hasty: boolean
  readonly scroller: RefObject<HTMLElement | null>
  readonly onDrawn: () => void
  readonly children: (from: number, to: number) => ReactNode
}) => {
  const [near, setNear] = useState<Near>({ from: 0, to: screenful })
  const inSight = useRef(screenful)
  const [calmed, setCalmed] = useState<readonly Row[]>()
  const all = whole !== undefined && whole === calmed
  const draw = useEffectEvent((): void => {
    const first = Math.floor((scroller.current?.scrollTop ?? 0) / height)
    const from = Math.max(0, first - spare)
    const to = first + inSight.current + spare
    const next = (now: Near): Near => (now.from === from && now.to === to ? now : { from, to })
    if (!all) holdFocus(scroller.current, from, to)
    // With this very frame: one later, the rows that came into sight would be missing from it.
    flushSync(() => setNear(next))
  })
  useLayoutEffect(() => {
    const scrolled = (): void => draw()
    let box: HTMLElement | null = null
    // The box gets its ref behind this, and is scrolled to where one was before the first paint.
    queueMicrotask(() => {
      box = scroller.current
      box?.addEventListener("scroll", scrolled, { passive: true })
    })
    return () => box?.removeEventListener("scroll", scrolled)
  }, [scroller])
  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    const sizes = new ResizeObserver(() => {
      inSight.current = Math.ceil(box.clientHeight / height)
      draw()
    })
    sizes.observe(box)
    return () => sizes.disconnect()
  }, [scroller, height])
  useEffect(() => {
    if (!whole) return undefined
    const timer = setTimeout(() => startTransition(() => setCalmed(whole)), calm)
    return () => clearTimeout(timer)
  }, [whole])
  // One more than are in sight: two of them may be there in part. And a screenful, until that is known.
  const few = Math.max(near.to - spare + 1, screenful)
  const to = all ? count : Math.min(hasty ? Math.min(few, near.to) : near.to, count)
  // Where the list has become shorter than it was scrolled, its last rows are in sight.
  const from = all ? 0 : Math.max(0, Math.min(near.from, count - (near.to - near.from)))
  useLayoutEffect(onDrawn, [from, to, onDrawn])
  return children(from, to)
}
