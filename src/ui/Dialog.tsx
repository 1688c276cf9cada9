import { useState } from "react"
import type { ReactNode } from "react"
import { Opening } from "./Opening.tsx"
import { lazily } from "./lazily.ts"

const DialogPopup = lazily(async () => (await import("./DialogPopup.tsx")).DialogPopup)

export type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, the safe one first; the row stays in view while the body scrolls. */
  readonly footer?: ReactNode
  readonly size?: "sm" | "md" | "lg" | undefined
}

/** A modal dialog. Loads on first opening; Escape and a press outside close it; focus returns. */
export const Dialog = (props: DialogProps) => {
  const [used, setUsed] = useState(props.open)
  if (props.open && !used) setUsed(true)
  if (!used) return null
  return (
    <Opening open={props.open} onGiveUp={props.onClose}>
      <DialogPopup {...props} />
    </Opening>
  )
}
