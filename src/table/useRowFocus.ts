import { useCallback, useRef } from "react"
import type { RefObject } from "react"
import type { Row } from "../model/field.ts"

/** Gives the focus to rows of a table, to such as are not drawn yet as well. */
export const useRowFocus = ({
  scroller,
  rows,
  height,
  virtual,
}: {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rows: readonly Row[]
  /** Of every row, in px. */
  readonly height: number
  /** Only rows near the screen are drawn. */
  readonly virtual: boolean
}): {
  readonly focusRow: (index: number) => void
  /** Due when rows have been drawn: gives the focus to the one that waits for it. */
  readonly focusAwaited: () => void
} => {
  /** A row that is to have the focus as soon as it is drawn. */
  const awaited = useRef<number>(undefined)
  const focusAwaited = useCallback((): void => {
    const link = scroller.current?.querySelector<HTMLElement>(
      `[data-index="${awaited.current}"] [data-row-link]`,
    )
    if (!link) return
    awaited.current = undefined
    // By key, wherever the pointer was before: Safari would go by that.
    link.focus({ focusVisible: true })
  }, [scroller])
  const focusRow = (index: number): void => {
    const to = Math.min(Math.max(0, index), rows.length - 1)
    awaited.current = to
    const box = scroller.current
    if (box && virtual) {
      const head = box.querySelector("thead")?.offsetHeight ?? 0
      const top = to * height
      if (top < box.scrollTop) box.scrollTo({ top })
      else if (top + height + head > box.scrollTop + box.clientHeight)
        box.scrollTo({ top: top + height + head - box.clientHeight })
    }
    // At once where it is drawn already, so that keys pressed faster than frames are not lost.
    focusAwaited()
    if (awaited.current !== undefined) requestAnimationFrame(focusAwaited)
  }
  return { focusRow, focusAwaited }
}
