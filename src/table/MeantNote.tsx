import { useEffect, useEffectEvent, useState } from "react"
import type { Field, Row } from "../model/field.ts"
import { unnarrowed } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { fromParts, printWhere } from "../model/where.ts"
import { Button } from "../ui/Button.tsx"
import { focusBox } from "./focusOn.ts"
import { columnsToRead, meantBy, readWords } from "./meant.ts"
import type { Meant } from "./meant.ts"

/** Rows in whose words one is looked for that was meant: among more it takes longer than a person waits. */
const mostLooked = 20_000
/** Ms after the last letter: who writes on has not meant it yet. */
const pause = 300

/** The question that was meant, once it was looked for: a column at a time, so that nothing waits for it. */
const useMeant = (
  fields: readonly Field[],
  title: string,
  rows: readonly Row[] | undefined,
  query: Query,
): Meant | undefined => {
  const [looked, setLooked] = useState<{ readonly of: string; readonly meant: Meant | undefined }>()
  // Its order or its page make no other question of it, nor does the address that follows it.
  const asked = printWhere(fromParts(query))
  const end = useEffectEvent((of: string, among: readonly Row[]): void =>
    setLooked({ of, meant: meantBy(fields, title, among, query) }),
  )
  useEffect(() => {
    if (!rows || rows.length > mostLooked) return undefined
    const columns = [...columnsToRead(fields, title, rows.length)]
    const look = (): void => {
      const column = columns.shift()
      if (column === undefined) return end(asked, rows)
      readWords(rows, column)
      timer = setTimeout(look)
    }
    let timer = setTimeout(look, pause)
    return () => clearTimeout(timer)
  }, [fields, title, asked, rows])
  return looked?.of === asked ? looked.meant : undefined
}

/** Asks whether another word was meant, where nothing answers the one that was typed. */
export const MeantNote = ({
  fields,
  title,
  rows,
  query,
  onQuery,
}: {
  readonly fields: readonly Field[]
  /** The field that names a row. */
  readonly title: string
  /** All that were read; undefined: none can be looked at. */
  readonly rows: readonly Row[] | undefined
  readonly query: Query
  readonly onQuery: (next: Partial<Query>) => void
}) => {
  const meant = useMeant(fields, title, rows, query)
  return (
    meant && (
      <p className="mt-2">
        {"Did you mean "}
        <Button
          size="sm"
          onClick={(event) => {
            focusBox(event)
            onQuery({ ...unnarrowed, ...meant.asked })
          }}
        >
          {meant.words.join(", ")}
        </Button>
        {"?"}
      </p>
    )
  )
}
