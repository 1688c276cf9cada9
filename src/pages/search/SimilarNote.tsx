import type { ReactNode } from "react"
import { counted } from "../../lib/text.ts"
import type { ListState } from "../../data/listState.ts"
import { Callout } from "../../ui/Callout.tsx"

/** Says that nothing answers the search, and what is shown in its place. */
export const SimilarNote = ({
  list,
  text,
  children,
}: {
  readonly list: ListState
  readonly text: string
  /** What else may have been meant. */
  readonly children: ReactNode
}) => {
  const count = counted(list.matching?.count ?? 0, "package", "packages")
  return (
    <div className="mb-3">
      <Callout
        tone="info"
        title={
          list.complete
            ? `No exact match for “${text}”; showing similar names.`
            : `No exact match for “${text}” in what was read so far; showing similar names.`
        }
      >
        {`${count} with a name a slip or two away: a letter left out, added, changed or swapped with the next. None of them has “${text}” in any field.`}
        {children}
      </Callout>
    </div>
  )
}
