import { Suspense } from "react"
import type { Place } from "../model/place.ts"
import { lazily } from "../ui/lazily.ts"
import { Spare, Unloaded } from "../ui/Spare.tsx"

export type Trouble = {
  readonly error: unknown
  /** Whose answer it was: named, and its settings linked where they are the remedy. */
  readonly connection?: { readonly id: string; readonly name: string } | undefined
  readonly onRetry?: (() => void) | undefined
  readonly retrying?: boolean
  /** Only a person asks again: what follows would come over whatever they do meanwhile. */
  readonly byHand?: boolean
  /** When what is shown beside it was read, ms since 1970; 0 where nothing is. */
  readonly updatedAt?: number
  /** The whole list that failed, if one did. */
  readonly list?: { readonly place: Place } | undefined
  /** What is shown beside it is only what a list said of it. */
  readonly listed?: boolean
}

/** Where not even the words for trouble could be loaded: our own server is away. */
const Plain = ({ error }: Trouble) => (
  <p className="rounded-lg border border-line bg-surface px-4 py-3 text-sm">
    {error instanceof Error ? error.message : "This failed."} <Unloaded />
  </p>
)

const Details = lazily(async () => (await import("./TroubleDetails.tsx")).TroubleDetails)

/** What failed, why, and what a person can do about it. */
export const TroubleNote = (trouble: Trouble) => (
  <Spare missed={<Plain {...trouble} />}>
    <Suspense>
      <Details {...trouble} />
    </Suspense>
  </Spare>
)
