import { useMemo } from "react"
import { Callout } from "../ui/Callout.tsx"
import type { ListViewProps } from "./ListView.tsx"
import { unseenIn, withKnown } from "./unseen.ts"
import { UnseenValues } from "./UnseenValues.tsx"

/** Above rows that answer the rest of a question: which words of it nobody knows. */
export const UnseenWords = ({
  one,
  fields,
  list: { census, rows },
  queryState: { query, setQuery },
}: Pick<ListViewProps, "one" | "fields" | "list" | "queryState">) => {
  const { filters, where } = query
  const known = census?.rows
  const complete = census?.complete ?? false
  const unseen = useMemo(
    () => unseenIn(fields, { filters, where }, { rows: known, complete }, rows),
    [fields, filters, where, known, complete, rows],
  )
  if (unseen.length === 0) return null
  return (
    <div className="mb-3">
      <Callout tone="info" title="Part of this question asks for what is not known">
        {unseen.map((each) => (
          <UnseenValues
            key={`${each.field.id} ${each.word}`}
            one={one}
            unseen={each}
            onChoose={(value) => setQuery(withKnown(query, each, value))}
          />
        ))}
      </Callout>
    </div>
  )
}
