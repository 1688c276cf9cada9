import { useState } from "react"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"

/** What a link or a saved view asked for that the list cannot do; the rest of it holds. */
export const Dropped = ({ dropped }: { readonly dropped: readonly string[] }) => {
  const [closed, setClosed] = useState("")
  const text = dropped.join("; ")
  if (text === "" || closed === text) return null
  return (
    <div className="mb-3">
      <Callout
        tone="info"
        title="Part of this link or view was left out"
        action={
          <Button size="sm" variant="ghost" onClick={() => setClosed(text)}>
            Dismiss
          </Button>
        }
      >
        {text}.
      </Callout>
    </div>
  )
}
