import { lazy, Suspense } from "react"
import { downWords } from "../model/down.ts"
import { TroubleNote } from "./TroubleNote.tsx"
import type { Trouble } from "./TroubleNote.tsx"

const OldData = lazy(async () => ({ default: (await import("./OldData.tsx")).OldData }))

/**
 * A failure beside what was read before it: how old that is, and that it can only be looked at. Where
 * there is nothing from before, or the provider is not what is down, it is told like any other failure.
 */
export const StaleNote = ({
  updatedAt,
  ...trouble
}: Trouble & {
  /** When what is shown was read, ms since 1970; 0 where nothing is shown. */
  readonly updatedAt: number
}) => {
  const down = downWords(trouble.error)
  if (updatedAt === 0 || down === undefined || trouble.connection === undefined)
    return <TroubleNote {...trouble} />
  return (
    <Suspense>
      <OldData
        error={trouble.error}
        name={trouble.connection.name}
        down={down}
        updatedAt={updatedAt}
        onRetry={trouble.onRetry}
        retrying={trouble.retrying ?? false}
      />
    </Suspense>
  )
}
