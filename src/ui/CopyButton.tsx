import { Check, Copy } from "lucide-react"
import { useState } from "react"
import { IconButton } from "./Button.tsx"
import { copy } from "./copy.ts"

/** Copies a value; `label` says what it is: "digest". Inside a clickable row it leaves the row alone. */
export const CopyButton = ({
  value,
  label,
}: {
  readonly value: string
  readonly label: string
}) => {
  const [said, setSaid] = useState<{ readonly outcome: "copied" | "refused" }>()
  const outcome = said?.outcome
  const run = async (): Promise<void> => {
    const done = await copy(value, label)
    const now = { outcome: done ? "copied" : "refused" } as const
    setSaid(now)
    // A later press has a time of its own.
    setTimeout(() => setSaid((shown) => (shown === now ? undefined : shown)), 2000)
  }
  return (
    <IconButton
      size="sm"
      label={
        outcome === "copied"
          ? "Copied"
          : outcome === "refused"
            ? "The browser refused; select the text and copy it"
            : `Copy ${label}`
      }
      icon={
        outcome === "copied" ? (
          <Check size={14} aria-hidden className="text-tone-pass" />
        ) : (
          <Copy size={14} aria-hidden />
        )
      }
      onClick={(event) => {
        event.stopPropagation()
        event.preventDefault()
        void run()
      }}
    />
  )
}
