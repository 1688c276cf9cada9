import { use } from "react"
import type { Connection } from "../model/connection.ts"
import { downWords } from "../model/down.ts"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { KeptList } from "./KeptList.tsx"
import type { UnansweredList } from "./KeptList.tsx"
import { OldNote } from "./OldNote.tsx"
import { ToldOutage } from "./StaleNote.tsx"
import { TroubleNote } from "./TroubleNote.tsx"
import type { Trouble } from "./TroubleNote.tsx"

/** A provider that is down, beside what was read before it went down, or in place of it. */
export const OldData = ({
  updatedAt,
  list,
  connection,
  ...trouble
}: Trouble & {
  readonly connection: Connection
  /** 0: there is nothing. */
  readonly updatedAt: number
  readonly list: UnansweredList | undefined
}) => {
  const told = use(ToldOutage) === downWords(trouble.error)
  if (updatedAt === 0 && list) return <KeptList {...trouble} list={list} connection={connection} />
  if (updatedAt === 0)
    return told ? (
      <p className="text-sm text-muted">Nothing of this was read before.</p>
    ) : (
      <TroubleNote {...trouble} connection={connection} />
    )
  // That it is down was said, and not how old this is: it may be older than the rest of the page.
  if (told)
    return (
      <p className="text-xs text-muted">
        This was read <TimeAgo date={new Date(updatedAt)} />.
      </p>
    )
  return (
    <OldNote {...trouble} connection={connection} updatedAt={updatedAt}>
      This is how it was then. It can be read, and not changed until the provider answers again
      {list &&
        "; lists that were read whole can be sorted and filtered, too, and what is here can be exported"}
      .
    </OldNote>
  )
}
