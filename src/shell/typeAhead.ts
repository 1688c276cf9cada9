let typed = ""
let stop: (() => void) | undefined

/** What was typed since `startTypeAhead`, which ends with this. */
export const takeTypeAhead = (): string => {
  stop?.()
  const ahead = typed
  typed = ""
  return ahead
}

/**
 * Keeps what is typed from now on, until the box that was asked for has the focus and takes it: it may
 * have to be loaded first, and letters typed meanwhile would be lost, or be shortcuts of the page behind.
 */
export const startTypeAhead = (): void => {
  if (stop) return
  typed = ""
  const hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    // A dialog has it already; what is typed there is meant for it.
    if (event.target instanceof Element && event.target.closest("[role=dialog]")) return
    if (event.key.length === 1) typed += event.key
    else if (event.key === "Backspace") typed = typed.slice(0, -1)
    else if (event.key !== "Enter") return
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener("keydown", hear, true)
  stop = () => {
    document.removeEventListener("keydown", hear, true)
    stop = undefined
  }
}
