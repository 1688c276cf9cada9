import { RotateCw } from "lucide-react"
import type { DownWords } from "../model/down.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { CopyButton } from "../ui/CopyButton.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { detailsOf, tell } from "./remedies.ts"

/** What was read before a provider went down: its age, what is the matter, and how to ask again. */
export const OldData = ({
  error,
  name,
  down,
  updatedAt,
  onRetry,
  retrying,
}: {
  readonly error: unknown
  readonly name: string
  readonly down: DownWords
  readonly updatedAt: number
  readonly onRetry: (() => void) | undefined
  readonly retrying: boolean
}) => {
  const told = tell(error)
  return (
    <Callout
      tone="warn"
      title={
        <>
          Data from <TimeAgo date={new Date(updatedAt)} />; {name} {down}.
        </>
      }
      action={
        <>
          {told && <CopyButton value={detailsOf(told, name)} label="details" />}
          {onRetry && (
            <Button
              size="sm"
              pending={retrying}
              icon={<RotateCw size={14} aria-hidden />}
              onClick={onRetry}
            >
              Try again
            </Button>
          )}
        </>
      }
    >
      This is how it was then. It can be read, filtered and exported, and not changed until the
      provider answers again. {told?.title} {told?.detail}
    </Callout>
  )
}
