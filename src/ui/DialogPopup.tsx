import { Dialog } from "@base-ui/react/dialog"
import { X } from "lucide-react"
import { useRef } from "react"
import { IconButton } from "./Button.tsx"
import { cx } from "./cx.ts"
import type { DialogProps } from "./Dialog.tsx"

/** What stands beside a label comes before its field, and is not what somebody came for. */
const controls =
  "input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([data-aside] *), a[href]"

const firstIn = (part: HTMLElement | null): HTMLElement | undefined =>
  part?.querySelector<HTMLElement>(controls) ?? undefined

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" } as const

/** The part of a dialog that is loaded late. */
export const DialogPopup = ({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  size = "md",
}: DialogProps) => {
  const body = useRef<HTMLDivElement>(null)
  const buttons = useRef<HTMLElement>(null)
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="animate-fade fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          // The first field, or the safe button; not the cross, with which nobody came to do anything.
          initialFocus={() => firstIn(body.current) ?? firstIn(buttons.current) ?? true}
          className={cx(
            "animate-rise fixed inset-x-4 top-[max(1rem,12vh)] z-40 mx-auto flex max-h-[min(80vh,calc(100dvh-2rem))] flex-col rounded-lg bg-overlay text-strong shadow-dialog focus-visible:outline-none max-sm:inset-x-2 max-sm:top-2 max-sm:max-h-[calc(100dvh-1rem)]",
            widths[size],
          )}
        >
          <header className="flex items-start gap-4 px-6 pt-5 pb-3">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-lg font-semibold text-balance wrap-anywhere">
                {title}
              </Dialog.Title>
              {description !== undefined && (
                <Dialog.Description className="mt-1 text-sm text-muted" render={<div />}>
                  {description}
                </Dialog.Description>
              )}
            </div>
            <IconButton
              label="Close"
              icon={<X size={16} aria-hidden />}
              onClick={onClose}
              className="-mr-2"
            />
          </header>
          {children !== undefined && (
            <div ref={body} className="min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-5">
              {children}
            </div>
          )}
          {footer !== undefined && (
            <footer
              ref={buttons}
              className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-3"
            >
              {footer}
            </footer>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
