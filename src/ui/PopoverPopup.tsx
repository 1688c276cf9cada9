import { Popover } from "@base-ui/react/popover"
import type { ReactNode } from "react"
import { Spinner } from "./Spinner.tsx"
import { Spare } from "./Spare.tsx"
import { hits } from "./useAnchor.ts"
import type { Anchor } from "./useAnchor.ts"

/** The part of a popover that is loaded late. */
export const PopoverPopup = ({
  label,
  anchor,
  align,
  children,
  onClose,
}: {
  readonly label: string
  readonly anchor: Anchor
  readonly align: "start" | "center" | "end"
  readonly children: ReactNode
  readonly onClose: () => void
}) => (
  <Popover.Root
    open
    onOpenChange={(open, details) => {
      if (open || hits(anchor.element, details.event)) return
      onClose()
    }}
  >
    <Popover.Portal>
      <Popover.Positioner
        anchor={anchor.element}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-40"
        // In React a popup is still inside what opened it, which must not hear its clicks.
        onClick={(event) => event.stopPropagation()}
      >
        <Popover.Popup
          aria-label={label}
          finalFocus={() => anchor.element}
          className="animate-rise max-h-[var(--available-height)] max-w-[min(24rem,var(--available-width))] min-w-56 overflow-y-auto rounded-lg bg-overlay p-3 text-sm text-strong shadow-overlay focus-visible:outline-none"
        >
          <Spare fallback={<Spinner />}>{children}</Spare>
        </Popover.Popup>
      </Popover.Positioner>
    </Popover.Portal>
  </Popover.Root>
)
