import type { ReactNode } from "react"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"

/** Says why nothing is done, and what to do. */
export const Refused = ({
  title,
  children,
  onClose,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}) => (
  <Dialog open onClose={onClose} title={title} footer={<Button onClick={onClose}>Close</Button>}>
    <div className="text-sm">{children}</div>
  </Dialog>
)
