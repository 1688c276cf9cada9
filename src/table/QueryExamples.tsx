import type { Field, Row } from "../model/field.ts"
import { Kbd } from "../ui/Kbd.tsx"
import { alsoSearched } from "./alsoSearched.ts"
import { exampleQueries } from "./examples.ts"

/** What can be written into the box, each line ready to be tried. */
export const QueryExamples = ({
  fields,
  rows,
  onChoose,
}: {
  readonly fields: readonly Field[]
  /** What they have is asked for. */
  readonly rows: readonly Row[]
  readonly onChoose: (text: string) => void
}) => (
  <div className="w-80 max-w-full">
    <p className="mb-2 text-xs text-muted">
      Words are searched in every text column. Conditions beside each other must all hold. Try one:
    </p>
    <ul className="flex flex-col">
      {exampleQueries(fields, rows).map(({ text, says }) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => onChoose(text)}
            className="flex min-h-8 w-full flex-wrap items-center justify-between gap-x-3 rounded-md px-2 text-left hover:bg-hover focus-visible:-outline-offset-2"
          >
            <code className="font-mono text-xs text-strong">{text}</code>
            <span className="text-xs text-muted">{says}</span>
          </button>
        </li>
      ))}
    </ul>
    {alsoSearched(fields) !== undefined && (
      <p className="mt-2 text-xs text-muted">{alsoSearched(fields)}</p>
    )}
    <p className="mt-2 flex flex-wrap items-center gap-1 text-xs text-muted">
      <Kbd>Enter</Kbd> leaves the box for the rows, <Kbd>Esc</Kbd> empties it.
    </p>
  </div>
)
