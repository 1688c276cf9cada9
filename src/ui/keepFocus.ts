/** Where the focus goes when what has it is taken away. */
export type KeptFocus = {
  /** Something in the box went: the box is still there. */
  readonly within: (box: HTMLElement) => void
  /** The box goes, with all that is in it; `from` is what had the focus before it came into the box. */
  readonly without: (box: HTMLElement, from: HTMLElement | undefined) => void
  /** Somebody leaves the box with Escape, which else does nothing there. */
  readonly escape?: (from: HTMLElement | undefined) => void
}

/**
 * Watches over the focus in a box whose buttons come and go: the browser would give it to nothing, and
 * whoever works by key would begin at the top of the page.
 * @returns to be called before the box goes, while it is still in the page: as the cleanup of its ref
 */
export const keepFocus = (
  box: HTMLElement,
  { within, without, escape }: KeptFocus,
): (() => void) => {
  let from: HTMLElement | undefined
  let last: HTMLElement | undefined
  const come = ({ target, relatedTarget }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return
    last = target
    if (relatedTarget instanceof Node && box.contains(relatedTarget)) return
    // Who comes by pointer may have no keyboard, and must not be led back into a text box and be shown one.
    if (!target.matches(":focus-visible")) from = undefined
    // From nothing comes what we lead here ourselves, of what went, and who comes back to the window.
    else if (relatedTarget instanceof HTMLElement) from = relatedTarget
  }
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) last = undefined
  }
  const changes = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    last = undefined
    within(box)
  })
  const stillThere = (): HTMLElement | undefined => (from?.isConnected === true ? from : undefined)
  const press = (event: KeyboardEvent): void => {
    if (!escape || event.key !== "Escape" || event.defaultPrevented) return
    event.preventDefault()
    escape(stillThere())
  }
  box.addEventListener("keydown", press)
  box.addEventListener("focusin", come)
  box.addEventListener("focusout", leave)
  changes.observe(box, { childList: true, subtree: true })
  return () => {
    changes.disconnect()
    box.removeEventListener("keydown", press)
    box.removeEventListener("focusin", come)
    box.removeEventListener("focusout", leave)
    const lost = last !== undefined && !last.isConnected && document.activeElement === document.body
    if (lost || box.contains(document.activeElement)) without(box, stillThere())
  }
}
