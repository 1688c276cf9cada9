import { createContext, use } from "react"
import type { Connection } from "../model/connection.ts"
import { isAway } from "../model/error.ts"
import { Spare } from "../ui/Spare.tsx"
import type { UnansweredList } from "./KeptList.tsx"
import { TroubleNote } from "./TroubleNote.tsx"
import type { Trouble } from "./TroubleNote.tsx"
import { lazily } from "../ui/lazily.ts"

const OldData = lazily(async () => (await import("./OldData.tsx")).OldData)

/** The failure that the page has told already: its parts need not tell the same again. */
export const ToldTrouble = createContext<unknown>(undefined)

/**
 * A failure beside what was read before it, and how old that is. Of a provider that is down it can only
 * be looked at; any other failure is told with what can be done about it, once a page.
 */
export const StaleNote = (
  trouble: Trouble & {
    readonly connection: Connection
    /** When what is shown was read, ms since 1970; 0 where nothing is shown. */
    readonly updatedAt: number
    /** The list that stands here: other rows of it may be known. */
    readonly list?: UnansweredList
  },
) => {
  const above = use(ToldTrouble)
  return (
    <Spare missed={<TroubleNote {...trouble} />}>
      {/* That our own server is away stands above every page (Root). */}
      <OldData list={undefined} {...trouble} told={isAway(trouble.error) ? trouble.error : above} />
    </Spare>
  )
}
