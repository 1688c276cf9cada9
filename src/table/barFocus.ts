import { useCallback, useRef } from "react"
import { keepFocus } from "../ui/keepFocus.ts"
import { useShortcut } from "../ui/shortcuts.ts"

const linkOf = (list: ParentNode, row: string): HTMLElement | null =>
  list.querySelector(`[data-row-id="${CSS.escape(row)}"] [data-row-link]`)

/** Gives the focus to the row that stands just above the bar, or to the box where there are no rows. */
const focusRowAbove = (bar: HTMLElement): void => {
  const list = bar.parentElement
  const { top } = bar.getBoundingClientRect()
  const links = [...(list?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])]
  const above = links.findLast((link) => link.getBoundingClientRect().bottom <= top)
  const next = above ?? links[0] ?? list?.querySelector<HTMLElement>("search input")
  next?.focus()
}

/**
 * The way by key from a row to what can be done with all that are selected, and back: the bar is some
 * fifty stops of Tab away from its rows. Also keeps the focus where buttons of the bar go, or all of it.
 * @returns the ref of the bar
 */
export const useBarFocus = (): ((bar: HTMLElement) => () => void) => {
  const bar = useRef<HTMLElement>(undefined)
  /** Id of the row from which somebody came by that key. */
  const from = useRef<string>(undefined)
  useShortcut("a", "Act on the selected rows", "List", () => {
    const row = document.activeElement?.closest("[data-row-id]")
    if (bar.current?.contains(document.activeElement)) return
    bar.current?.querySelector<HTMLElement>("[data-bulk] button")?.focus({ focusVisible: true })
    from.current = row?.getAttribute("data-row-id") ?? undefined
  })
  return useCallback((box: HTMLElement) => {
    bar.current = box
    const back = (): void => {
      const row = from.current
      const link = row !== undefined && box.parentElement && linkOf(box.parentElement, row)
      if (link) link.focus({ focusVisible: true })
      else focusRowAbove(box)
    }
    // Whoever comes another way comes from no row.
    const come = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Element && !box.contains(relatedTarget)) from.current = undefined
    }
    box.addEventListener("focusin", come)
    const end = keepFocus(box, { within: () => box.focus(), without: focusRowAbove, escape: back })
    return () => {
      end()
      box.removeEventListener("focusin", come)
      bar.current = undefined
    }
  }, [])
}
