import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react"
import type { RefObject } from "react"
import type { Row } from "../model/field.ts"

/** What had the focus in a row. */
type Held = {
  readonly element: HTMLElement
  readonly row: HTMLElement
  /** It came there by key: who came by pointer may have no keyboard, and is not to be shown one. */
  readonly byKey: boolean
}

const heldBy = (element: EventTarget | null): Held | undefined => {
  if (!(element instanceof HTMLElement)) return undefined
  const row = element.closest<HTMLElement>("tr[data-row-id]")
  return row ? { element, row, byKey: element.matches(":focus-visible") } : undefined
}

/** Whether its row went and took the focus along: nothing has it now. */
const isLost = (held: Held | undefined): held is Held =>
  held?.row.isConnected === false && document.activeElement === document.body

/** Where a row would stand among those that are there now: right behind what stood before it. */
export const standsAt = (
  before: readonly Row[],
  at: number,
  now: readonly Pick<Row, "id">[],
): number => {
  const places = new Map(now.map(({ id }, place) => [id, place]))
  const above = before.slice(0, at).findLast(({ id }) => places.has(id))
  const place = above === undefined ? 0 : (places.get(above.id) ?? 0) + 1
  return Math.min(place, now.length - 1)
}

/**
 * Gives the focus to what stands in the place of a row that had it and is gone: the browser would give it
 * to nothing. Not where another question was asked, whose rows stand in nobody's place. It looks only when
 * the rows are others than before, so no key and no scroll waits for it.
 */
export const useRowGone = (
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  question: string | undefined,
): void => {
  const held = useRef<Held>(undefined)
  const drawn = useRef({ rows, question })

  useEffect(() => {
    const box = scroller.current
    if (!box) return undefined
    // It may have come before this was loaded.
    held.current = box.contains(document.activeElement) ? heldBy(document.activeElement) : undefined
    const come = ({ target }: FocusEvent): void => {
      held.current = heldBy(target)
    }
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget) {
        held.current = undefined
        return
      }
      // Either its row goes, or a press on nothing took it, or the whole window lost it: which, is known then.
      queueMicrotask(() => {
        if (held.current?.row.isConnected && document.activeElement === document.body)
          held.current = undefined
      })
    }
    box.addEventListener("focusin", come)
    box.addEventListener("focusout", leave)
    return () => {
      box.removeEventListener("focusin", come)
      box.removeEventListener("focusout", leave)
    }
  }, [scroller])

  const goOn = useEffectEvent((now: readonly Row[]): void => {
    const before = drawn.current
    drawn.current = { rows: now, question }
    const lost = held.current
    if (!isLost(lost)) return
    held.current = undefined
    if (before.question !== question) return
    const place = standsAt(before.rows, Number(lost.row.dataset["index"]), now)
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${place}"] [data-row-link]`)
      // It stands where the other stood; whoever scrolled away meanwhile stays there.
      ?.focus({ preventScroll: true })
  })
  useLayoutEffect(() => goOn(rows), [rows])

  // With its last row the table goes; or another takes its place, where other rows answer.
  useLayoutEffect(() => {
    const list = scroller.current?.parentElement?.closest("section")
    return () => {
      const last = held.current
      if (!last?.byKey) return
      // Still in the page till then; with another page the list goes, too.
      queueMicrotask(() => {
        if (!isLost(last) || !list?.isConnected) return
        const id = CSS.escape(last.row.dataset["rowId"] ?? "")
        const next =
          list.querySelector<HTMLElement>(`[data-row-id="${id}"] [data-row-link]`) ??
          list.querySelector<HTMLElement>("[data-row-link]") ??
          list.querySelector<HTMLElement>("search input")
        next?.focus({ preventScroll: true })
      })
    }
  }, [scroller])
}
