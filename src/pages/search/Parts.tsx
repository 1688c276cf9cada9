import { ChevronRight } from "lucide-react"
import type { Part } from "../../data/everything.ts"
import { useNarrow } from "../../table/density.ts"
import { cx } from "../../ui/cx.ts"
import { useMinute } from "../../ui/useMinute.ts"
import { PartLine } from "./PartLine.tsx"
import { isBefore, isTroubled, summaryOf } from "./partWords.ts"

/** More connections in trouble, or as they were before, than that are told one by one only to who asks, where there is little room. */
const mostTold = 2

/** Which connections the table has, and which are still missing from it, why, and what to do. */
export const Parts = ({
  parts,
  shown,
}: {
  readonly parts: readonly Part[]
  /** The same as of the rows in the table, which may be a moment behind. */
  readonly shown: readonly Part[]
}) => {
  const narrow = useNarrow()
  // What is being read again grows old meanwhile.
  useMinute()
  const folds =
    narrow &&
    parts.filter((part) => isTroubled(part) || isBefore(part)).length > mostTold &&
    // Who is asked something sees it.
    parts.every(({ state }) => state !== "asking")
  const lines = parts.map((part) => <PartLine key={part.connection.id} part={part} />)
  return (
    <section aria-label="Connections in this table" className="mb-4">
      <output className={cx("block text-sm text-muted", !folds && "mb-2")}>
        {summaryOf(shown, !folds)}
      </output>
      {folds ? (
        <details className="group">
          <summary className="touch-target flex min-h-6 list-none items-center gap-1.5 rounded-sm text-sm text-muted transition-colors hover:text-strong [&::-webkit-details-marker]:hidden">
            <ChevronRight
              size={14}
              aria-hidden
              className="transition-transform group-open:rotate-90"
            />
            Which, and why
          </summary>
          <ul className="mt-1 flex flex-wrap gap-2">{lines}</ul>
        </details>
      ) : (
        <ul className="flex flex-wrap gap-2">{lines}</ul>
      )}
    </section>
  )
}
