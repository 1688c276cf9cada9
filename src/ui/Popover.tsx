import type { ReactNode } from "react"
import { Opening } from "./Opening.tsx"
import { attach } from "./trigger.ts"
import type { TriggerElement } from "./trigger.ts"
import { useAnchor } from "./useAnchor.ts"
import { lazily } from "./lazily.ts"

const PopoverPopup = lazily(async () => (await import("./PopoverPopup.tsx")).PopoverPopup)

/**
 * A small panel behind a button: a filter, a column chooser. Loads on first use. `children` may be a
 * function, which gets a way to close the panel.
 */
export const Popover = ({
  trigger,
  label,
  children,
  align = "start",
}: {
  readonly trigger: TriggerElement
  readonly label: string
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly align?: "start" | "center" | "end"
}) => {
  const { anchor, triggerProps, close } = useAnchor("dialog", PopoverPopup.load)
  return (
    <>
      {attach(trigger, triggerProps)}
      {anchor && (
        <Opening anchor={anchor.element} alone onGiveUp={close}>
          <PopoverPopup label={label} anchor={anchor} align={align} onClose={close}>
            {typeof children === "function" ? children(close) : children}
          </PopoverPopup>
        </Opening>
      )}
    </>
  )
}
