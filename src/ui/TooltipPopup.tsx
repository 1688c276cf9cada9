import { Tooltip } from "@base-ui/react/tooltip"
import type { ReactNode } from "react"

/** The part of a tooltip that is loaded late. */
export const TooltipPopup = ({
  id,
  anchor,
  side,
  children,
  onClose,
  onEnter,
  onLeave,
}: {
  readonly id: string
  readonly anchor: HTMLElement
  readonly side: "top" | "right" | "bottom" | "left"
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onEnter: () => void
  readonly onLeave: () => void
}) => (
  <Tooltip.Root
    open
    onOpenChange={(open) => {
      if (!open) onClose()
    }}
  >
    <Tooltip.Portal>
      <Tooltip.Positioner anchor={anchor} side={side} sideOffset={6} className="z-50">
        <Tooltip.Popup
          id={id}
          role="tooltip"
          onPointerEnter={onEnter}
          onPointerLeave={onLeave}
          className="animate-fade max-w-80 rounded-md bg-primary px-2 py-1 text-xs text-pretty break-words whitespace-pre-line text-on-primary shadow-overlay"
        >
          {children}
        </Tooltip.Popup>
      </Tooltip.Positioner>
    </Tooltip.Portal>
  </Tooltip.Root>
)
