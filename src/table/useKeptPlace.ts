import { useEffect, useLayoutEffect, useRef } from "react"
import type { RefObject } from "react"
import { NavigationType, useLocation, useNavigationType } from "react-router"
import type { Row } from "../model/field.ts"
import * as v from "valibot"

const slot = (entry: string): string => `waybill.place.${entry}`

const Kept = v.object({ top: v.number(), left: v.number(), row: v.nullable(v.string()) })
type Kept = v.InferOutput<typeof Kept>

const read = (entry: string): Kept | undefined => {
  try {
    const kept = v.safeParse(Kept, JSON.parse(sessionStorage.getItem(slot(entry)) ?? "null"))
    return kept.success ? kept.output : undefined
  } catch {
    return undefined
  }
}

/** Ms between two times that the place is kept while it scrolls. */
const settled = 150

/**
 * The answer to another `question` begins at its top, and Back to a list leads to where one was: its scroll and the row that had the focus are kept for each
 * entry of the history (where `on`), and restored before the first paint that has the rows.
 */
export const useKeptPlace = (
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  focusRow: (index: number) => void,
  on: boolean,
  question: string | undefined,
): void => {
  const { key, pathname, search } = useLocation()
  // Every page that is opened by its address has the same key, whichever list it is.
  const entry = `${key} ${pathname}${search}`
  const back = useNavigationType() === NavigationType.Pop
  const restored = useRef<string>(undefined)
  const answered = useRef(question)
  /** Keeps the place that is due to be kept. */
  const keepDue = useRef<() => void>(undefined)
  /** The next scroll is ours, and no place that anybody went to. */
  const ours = useRef(false)

  useLayoutEffect(() => {
    if (answered.current === question) return
    answered.current = question
    const box = scroller.current
    if (!box || box.scrollTop === 0) return
    keepDue.current?.()
    ours.current = true
    box.scrollTo(box.scrollLeft, 0)
  }, [scroller, question])

  useLayoutEffect(() => {
    if (!on || rows.length === 0 || restored.current === entry) return
    restored.current = entry
    const kept = back ? read(entry) : undefined
    if (!kept) return
    scroller.current?.scrollTo(kept.left, kept.top)
    const at = kept.row === null ? -1 : rows.findIndex((row) => row.id === kept.row)
    if (at >= 0) focusRow(at)
  })

  useEffect(() => {
    const element = scroller.current
    if (!on || !element) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let at = document.activeElement
    const keep = (): void => {
      clearTimeout(timer)
      timer = undefined
      const row = at?.closest("[data-row-id]")?.getAttribute("data-row-id")
      const kept: Kept = { top: element.scrollTop, left: element.scrollLeft, row: row ?? null }
      try {
        sessionStorage.setItem(slot(entry), JSON.stringify(kept))
      } catch {
        // Without storage the list opens at its top.
      }
    }
    // Where it is scrolled to has to be worked out anew, in the way of what is to be shown: so only what
    // may lead to another page is not waited for.
    const moved = ({ type, target }: Event): void => {
      if (type === "scroll" && ours.current) {
        ours.current = false
        return
      }
      at = target instanceof Element && target !== element ? target : document.activeElement
      timer ??= setTimeout(keep, settled)
    }
    const pressed = (event: Event): void => {
      moved(event)
      if (at?.closest("[data-box]") === null) keep()
    }
    keepDue.current = () => {
      if (timer !== undefined) keep()
    }
    element.addEventListener("scroll", moved, { passive: true })
    element.addEventListener("focusin", moved)
    element.addEventListener("click", pressed, true)
    return () => {
      clearTimeout(timer)
      element.removeEventListener("scroll", moved)
      element.removeEventListener("focusin", moved)
      element.removeEventListener("click", pressed, true)
    }
  }, [entry, scroller, on])
}
