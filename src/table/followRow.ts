/** A press that the browser would follow in this very tab. */
const isPlain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

/** A box is small; whatever is around it in its own cell is a press on it. */
const turnBox = (event: MouseEvent, place: Element): void => {
  const box = place.querySelector("input")
  if (!box || event.target === box) return
  box.focus({ preventScroll: true })
  box.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }),
  )
}

/**
 * Opens the page of the row that was pressed, once for all rows of a table. A press on something else
 * that can be pressed, or the end of selecting text, is not a press on the row.
 */
export const followRow = (event: MouseEvent, go: (to: string) => void): void => {
  const { target } = event
  if (!(target instanceof Element) || event.defaultPrevented) return
  const place = target.closest("[data-box]")
  if (place) {
    turnBox(event, place)
    return
  }
  const link = target.closest("[data-row-id]")?.querySelector("a[data-row-link]")
  const href = link?.getAttribute("href")
  if (!link || href === null || href === undefined) return
  const pressed = target.closest("a, button, input, label")
  if (pressed === link) {
    if (!isPlain(event)) return
    event.preventDefault()
    go(href)
  } else if (pressed === null && (globalThis.getSelection()?.toString() ?? "") === "") {
    if (event.metaKey || event.ctrlKey) globalThis.open(href, "_blank", "noopener")
    else go(href)
  }
}
