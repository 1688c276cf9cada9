let typed = ""
let stop: (() => void) | undefined

/** What was typed since `startTypeAhead`, which ends with this. */
export const takeTypeAhead = (): string => {
  stop?.()
  const ahead = typed
  typed = ""
  return ahead
}

/** Whether the event is in a dialog: what was asked for is there then, or something else is in front. */
const inDialog = ({ target }: Event): boolean =>
  target instanceof Element && target.closest("[role=dialog], dialog") !== null

/** Whether a key is for the browser or the system, and no letter. AltGr and Option make letters. */
const commands = (event: KeyboardEvent): boolean =>
  event.metaKey ||
  (!event.getModifierState("AltGraph") &&
    (event.ctrlKey || (event.altKey && event.key.length !== 1)))

/**
 * Keeps what is typed from now on, until the box that was asked for has the focus and takes it: it may
 * have to be loaded first, and letters typed meanwhile would be lost, or be shortcuts of the page behind.
 * Escape, and a press anywhere, call it off.
 */
export const startTypeAhead = (callOff: () => void): void => {
  if (stop) return
  typed = ""
  const hear = (event: KeyboardEvent): void => {
    if (inDialog(event) || event.isComposing || commands(event)) return
    if (event.key === "Escape") callOff()
    else if (event.key.length === 1) typed += event.key
    else if (event.key === "Backspace") typed = typed.slice(0, -1)
    else if (event.key !== "Enter") return
    event.preventDefault()
    event.stopPropagation()
  }
  const press = (event: Event): void => {
    if (!inDialog(event)) callOff()
  }
  document.addEventListener("keydown", hear, true)
  document.addEventListener("pointerdown", press, true)
  stop = () => {
    document.removeEventListener("keydown", hear, true)
    document.removeEventListener("pointerdown", press, true)
    stop = undefined
  }
}
