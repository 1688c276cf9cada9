import type { Connection } from "../model/connection.ts"
import { downWords } from "../model/down.ts"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { KeptList } from "./KeptList.tsx"
import type { UnansweredList } from "./KeptList.tsx"
import { OldNote } from "./OldNote.tsx"
import { toldAlike } from "../model/remedies.ts"
import { TroubleNote } from "./TroubleNote.tsx"
import type { Trouble } from "./TroubleNote.tsx"

/** A failure beside what was read before it, or in place of it: shorter where the provider is down, or where it was told already. */
export const OldData = ({
  updatedAt,
  list,
  connection,
  told,
  ...trouble
}: Trouble & {
  readonly connection: Connection
  /** 0: there is nothing. */
  readonly updatedAt: number
  readonly list: UnansweredList | undefined
  /** What the page has told already. */
  readonly told: unknown
}) => {
  const down = downWords(trouble.error) !== undefined
  const again = told !== undefined && toldAlike(told, trouble.error)
  // What is wrong was told, and not how old this is: it may be older than the rest of the page.
  if (again && updatedAt > 0)
    return (
      <p className="self-start rounded-md border border-line bg-surface px-3 py-1.5 text-xs text-muted">
        This was read <TimeAgo date={new Date(updatedAt)} />.
      </p>
    )
  if (down && updatedAt === 0 && list)
    return <KeptList {...trouble} list={list} connection={connection} />
  if (again)
    return (
      <p className="text-sm text-muted">
        {down
          ? "Nothing of this was read before."
          : "This cannot be shown either, for the reason that this page tells already."}
      </p>
    )
  if (!down || updatedAt === 0)
    return <TroubleNote {...trouble} list={list} updatedAt={updatedAt} connection={connection} />
  return (
    <OldNote {...trouble} connection={connection} updatedAt={updatedAt} foldable>
      This is how it was then{trouble.listed && "; what its list does not say is missing"}. It can
      be read, and not changed until the provider answers again
      {list &&
        "; lists that were read whole can be sorted and filtered, too, and what is here can be exported"}
      .
    </OldNote>
  )
}
