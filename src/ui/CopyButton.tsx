import { Check, Copy } from "lucide-react"
import { useEffect, useState } from "react"
import { announce } from "./announce.ts"
import { IconButton } from "./Button.tsx"

const copy = async (value: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(value)
    return true
  } catch {
    // No permission, or the page came over plain HTTP from another host.
    return false
  }
}

/** Copies a value; `label` says what it is: "digest". Inside a clickable row it leaves the row alone. */
export const CopyButton = ({
  value,
  label,
}: {
  readonly value: string
  readonly label: string
}) => {
  const [outcome, setOutcome] = useState<"copied" | "refused">()
  useEffect(() => {
    if (outcome === undefined) return undefined
    const timer = setTimeout(() => setOutcome(undefined), 2000)
    return () => clearTimeout(timer)
  }, [outcome])
  const run = async (): Promise<void> => {
    const done = await copy(value)
    setOutcome(done ? "copied" : "refused")
    announce(done ? `Copied ${label}` : `Could not copy ${label}`)
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
