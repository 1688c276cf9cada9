import { useEffect, useEffectEvent } from "react"

/**
 * Stands for a popup whose code is on its way. Whoever turns elsewhere meanwhile does not want it any
 * more: it would take the focus from where they write.
 */
export const Awaited = ({
  anchor,
  alone = false,
  onGiveUp,
}: {
  /** What opens it; absent: not known, so only a press, Tab and typed text are known to be elsewhere. */
  readonly anchor?: HTMLElement
  /** Escape is meant for nothing else, such as a dialog in which its trigger stands. */
  readonly alone?: boolean
  readonly onGiveUp: () => void
}) => {
  const giveUp = useEffectEvent(onGiveUp)
  useEffect(() => {
    const away = ({ target }: Event): void => {
      if (!(target instanceof Node && anchor?.contains(target))) giveUp()
    }
    const keys = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" && event.key !== "Tab") return
      if (alone && event.key === "Escape") event.stopPropagation()
      giveUp()
    }
    const ended = new AbortController()
    const early = { capture: true, signal: ended.signal }
    document.addEventListener("keydown", keys, early)
    document.addEventListener("pointerdown", away, early)
    // Not once it is there: what is drawn for that would put back what the field held before.
    document.addEventListener("beforeinput", away, early)
    // A menu gives the focus back as it closes, which says nothing of the dialog that it opened.
    if (anchor) document.addEventListener("focusin", away, early)
    return () => ended.abort()
  }, [anchor, alone])
  return null
}
