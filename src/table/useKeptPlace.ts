import { useEffect, useLayoutEffect, useRef } from "react"
import type { RefObject } from "react"
import { NavigationType, useLocation, useNavigationType } from "react-router"
import type { Row } from "../model/field.ts"
import * as v from "valibot"

const slot = (key: string): string => `waybill.place.${key}`

const Kept = v.object({ top: v.number(), left: v.number(), row: v.nullable(v.string()) })
type Kept = v.InferOutput<typeof Kept>

const read = (key: string): Kept | undefined => {
  try {
    const kept = v.safeParse(Kept, JSON.parse(sessionStorage.getItem(slot(key)) ?? "null"))
    return kept.success ? kept.output : undefined
  } catch {
    return undefined
  }
}

/**
 * Back to a list leads to where one was: its scroll and the row that had the focus are kept for each
 * entry of the history (where `on`), and restored before the first paint that has the rows.
 */
export const useKeptPlace = (
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  focusRow: (index: number) => void,
  on: boolean,
): void => {
  const { key } = useLocation()
  const back = useNavigationType() === NavigationType.Pop
  const restored = useRef<string>(undefined)

  useLayoutEffect(() => {
    if (!on || rows.length === 0 || restored.current === key) return
    restored.current = key
    const kept = back ? read(key) : undefined
    if (!kept) return
    scroller.current?.scrollTo(kept.left, kept.top)
    const at = kept.row === null ? -1 : rows.findIndex((row) => row.id === kept.row)
    if (at >= 0) focusRow(at)
  })

  useEffect(() => {
    const element = scroller.current
    if (!on || !element) return undefined
    const keep = (event: Event): void => {
      const { target } = event
      const at =
        event.type !== "scroll" && target instanceof Element ? target : document.activeElement
      const row = at?.closest("[data-row-id]")?.getAttribute("data-row-id")
      const kept: Kept = { top: element.scrollTop, left: element.scrollLeft, row: row ?? null }
      try {
        sessionStorage.setItem(slot(key), JSON.stringify(kept))
      } catch {
        // Without storage the list opens at its top.
      }
    }
    element.addEventListener("scroll", keep, { passive: true })
    element.addEventListener("focusin", keep)
    element.addEventListener("click", keep, true)
    return () => {
      element.removeEventListener("scroll", keep)
      element.removeEventListener("focusin", keep)
      element.removeEventListener("click", keep, true)
    }
  }, [key, scroller, on])
}
