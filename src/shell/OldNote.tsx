import type { ReactNode } from "react"
import { sentence } from "../lib/text.ts"
import { downWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import { Callout } from "../ui/Callout.tsx"
import { CopyButton } from "../ui/CopyButton.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { asksAgain, detailsOf, mayEnd, tell } from "../model/remedies.ts"
import { RetryButton } from "./RetryButton.tsx"
import { SettingsLink } from "./SettingsLink.tsx"
import type { Trouble } from "./TroubleNote.tsx"

/** Data from before a provider went down: its age, what is the matter, and how to ask again. */
export const OldNote = ({
  error,
  onRetry,
  retrying = false,
  connection,
  updatedAt,
  listed = false,
  action,
  foldable = false,
  children,
}: Pick<Trouble, "error" | "onRetry" | "retrying" | "listed"> & {
  readonly connection: { readonly id: string; readonly name: string }
  readonly updatedAt: number
  readonly action?: ReactNode
  readonly foldable?: boolean
  /** What can be done with it. */
  readonly children: ReactNode
}) => {
  const told = tell(error)
  const own = error instanceof ProviderError ? error.problem : undefined
  const more = own?.detail ?? own?.remedy
  return (
    <Callout
      tone="warn"
      foldable={foldable}
      title={
        <>
          {listed ? "From the list, read" : "Data from"} <TimeAgo date={new Date(updatedAt)} />;{" "}
          {connection.name} {downWords(error)}.
        </>
      }
      action={
        <>
          {action}
          {told && <CopyButton value={detailsOf(told, connection.name)} label="details" />}
          <SettingsLink error={error} connection={connection} />
          {onRetry && (
            <RetryButton told={told} pending={retrying} onRetry={onRetry} of={connection.id} />
          )}
        </>
      }
    >
      {children} {told && sentence(told.title)} {more && sentence(more)}{" "}
      {onRetry && told && mayEnd(told) && asksAgain}
    </Callout>
  )
}
