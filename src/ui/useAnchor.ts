import { useCallback, useState } from "react"
import type { TriggerProps } from "./trigger.ts"

export type Anchor = {
  readonly element: HTMLElement
  /** Opened by a key, so the first item takes the focus. */
  readonly byKey: boolean
}

/**
 * The state of a popup that its trigger opens. The press is remembered here, in light code, and the
 * popup itself is loaded by it, or already by the hover or focus before: a press is never lost.
 */
export const useAnchor = (
  popup: "menu" | "dialog",
  load: () => void,
): { anchor: Anchor | undefined; triggerProps: TriggerProps; close: () => void } => {
  const [anchor, setAnchor] = useState<Anchor>()
  const close = useCallback(() => setAnchor(undefined), [])
  return {
    anchor,
    close,
    triggerProps: {
      "aria-haspopup": popup,
      "aria-expanded": anchor !== undefined,
      onPointerEnter: load,
      onFocus: load,
      onClick: (event) => {
        if (event.defaultPrevented) return
        const element = event.currentTarget
        // A click made by Enter or Space has no count of presses.
        const byKey = event.detail === 0
        setAnchor((now) => (now ? undefined : { element, byKey }))
      },
      onKeyDown: (event) => {
        if (popup !== "menu" || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return
        if (event.currentTarget.getAttribute("aria-disabled") === "true") return
        event.preventDefault()
        setAnchor({ element: event.currentTarget, byKey: true })
      },
    },
  }
}

/** Whether an outside press hit the trigger: its own click will close the popup, and must not reopen it. */
export const hits = (anchor: HTMLElement, event: Event): boolean =>
  event.target instanceof Node && anchor.contains(event.target)
