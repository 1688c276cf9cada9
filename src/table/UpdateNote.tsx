import { useId } from "react"
import { flushSync } from "react-dom"
import { Button } from "../ui/Button.tsx"
import { focusTable } from "./focusOn.ts"
import { changesLabel } from "./changesLabel.ts"
import type { Steady } from "./steadyRows.ts"

/** How many updates are kept back and what they are, and the button that shows them. */
export const UpdateNote = ({
  updates,
  kept,
  apply,
}: {
  /** "3 updates" */
  readonly updates: string
  readonly kept: Pick<Steady, "came" | "moved" | "away">
  readonly apply: () => void
}) => {
  const noteId = useId()
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Button
        size="sm"
        aria-describedby={noteId}
        onClick={(event) => {
          // It goes with what it shows, so where the focus goes has to be looked for first.
          const focus = focusTable(event)
          flushSync(apply)
          focus()
        }}
      >
        {updates}: apply
      </Button>
      <span id={noteId} className="numeric text-xs text-muted">
        {changesLabel(kept)}
      </span>
    </span>
  )
}
