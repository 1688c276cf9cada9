import { X } from "lucide-react"
import { useEffect, useRef } from "react"
import type { ReactNode } from "react"
import { IconButton } from "../ui/Button.tsx"

/**
 * The rail on a small screen. A native dialog: it traps the focus, closes by Escape and needs no code
 * of ours to load.
 */
export const Drawer = ({
  open,
  onClose,
  children,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element || !open) return undefined
    element.showModal()
    return () => element.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      aria-label="Navigation"
      onClose={onClose}
      onPointerDown={(event) => {
        // The backdrop is the dialog itself; everything inside is not.
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
      className="fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-72 max-w-[85vw] bg-surface text-strong shadow-dialog backdrop:bg-scrim open:animate-slide"
    >
      {open && (
        <div className="relative h-full">
          <IconButton
            label="Close the navigation"
            icon={<X size={16} aria-hidden />}
            onClick={onClose}
            className="absolute top-2.5 right-2 z-10"
          />
          {children}
        </div>
      )}
    </dialog>
  )
}
