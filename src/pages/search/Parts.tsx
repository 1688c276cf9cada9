import { ChevronRight } from "lucide-react"
import type { Part } from "../../data/everythingPart.ts"
import { useNarrow } from "../../table/density.ts"
import { useMinute } from "../../ui/useMinute.ts"
import { PartLine } from "./PartLine.tsx"
import { isBefore, isTroubled, summaryOf } from "./partWords.ts"

/** More connections in trouble, or as they were before, than that are told one by one only to who asks, where there is little room. */
const mostTold = 2

const linesOf = (parts: readonly Part[]) =>
  parts.map((part) => <PartLine key={part.connection.id} part={part} />)

/** Whether there is more to say of it than how far it was read. */
const isConcerning = (part: Part): boolean =>
  part.state === "asking" || isTroubled(part) || isBefore(part)

/**
 * Where there is little room: those that ask somebody something, and trouble, unless it is much. The others
 * are told to who asks: lines that come and go as connections are read would move the table each time.
 */
const InLittleRoom = ({
  parts,
  folds,
}: {
  readonly parts: readonly Part[]
  readonly folds: boolean
}) => {
  const told = folds ? [] : parts.filter(isConcerning)
  const others = parts.filter((part) => !told.includes(part))
  return (
    <>
      <ul className="mt-2 flex flex-col gap-2 empty:hidden">{linesOf(told)}</ul>
      {others.length > 0 && (
        <details className="group mt-1">
          <summary className="touch-target flex min-h-6 list-none items-center gap-1.5 rounded-sm text-sm text-muted transition-colors hover:text-strong [&::-webkit-details-marker]:hidden">
            <ChevronRight
              size={14}
              aria-hidden
              className="transition-transform group-open:rotate-90"
            />
            {folds ? "Which, and why" : "Which they are"}
          </summary>
          <ul className="mt-1 flex flex-col gap-2">{linesOf(others)}</ul>
        </details>
      )}
    </>
  )
}

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
    parts.filter(isConcerning).length > mostTold &&
    // Who is asked something sees it.
    parts.every(({ state }) => state !== "asking")
  // So many names would take lines that are gone a moment later.
  const few = narrow && (folds || shown.some(({ state }) => state === "loading"))
  return (
    <section aria-label="Connections in this table" className="mb-4">
      <output className="mb-2 block text-sm text-muted max-sm:mb-0">
        {summaryOf(shown, !few)}
      </output>
      {narrow ? (
        <InLittleRoom parts={parts} folds={folds} />
      ) : (
        <ul className="flex flex-wrap gap-2">{linesOf(parts)}</ul>
      )}
    </section>
  )
}
