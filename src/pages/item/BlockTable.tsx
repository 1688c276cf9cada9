import { Search } from "lucide-react"
import { useMemo, useState } from "react"
import { counted } from "../../lib/text.ts"
import type { Block } from "../../model/part.ts"
import { emptyQuery } from "../../model/query.ts"
import type { SortKey } from "../../model/query.ts"
import { rowFilter, rowOrder } from "../../model/search.ts"
import { DataTable } from "../../table/DataTable.tsx"
import { useNarrow } from "../../table/density.ts"
import { cx } from "../../ui/cx.ts"
import { TextInput } from "../../ui/TextInput.tsx"
import { BlockCards } from "./BlockCards.tsx"

const searchFrom = 10

/** In a table of few rows, text that would be cut, such as the path of a file, has as many lines as it needs. */
const whole =
  "[&_td.truncate:not(:has(*))]:wrap-anywhere [&_td.truncate:not(:has(*))]:whitespace-normal"

/** A table inside an item: all of its rows are here, so they are searched and sorted at once. */
export const BlockTable = ({ block }: { readonly block: Extract<Block, { kind: "table" }> }) => {
  const { title, one, many, name, fields, rows, incomplete } = block
  const [text, setText] = useState("")
  const narrow = useNarrow()
  const [sort, setSort] = useState<readonly SortKey[]>([])
  const shown = useMemo(() => {
    const found = rows.filter(rowFilter(fields, { ...emptyQuery, text }))
    return sort.length === 0 ? found : found.toSorted(rowOrder(fields, sort))
  }, [rows, fields, text, sort])
  const columns = [
    name,
    ...fields.filter(({ id, hidden }) => id !== name && !hidden).map(({ id }) => id),
  ]
  const count =
    text === "" ? counted(rows.length, one, many) : `${shown.length} of ${rows.length} ${many}`
  return (
    <section
      aria-label={title}
      className={cx("flex flex-col gap-2", rows.length < searchFrom && whole)}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-lg font-semibold text-strong">{title}</h2>
        <span className="numeric flex-1 text-sm text-muted">
          {incomplete === undefined ? count : `at least ${count}`}
        </span>
        {rows.length >= searchFrom && (
          <TextInput
            type="search"
            aria-label={`Search ${many}`}
            placeholder={`Search ${many}`}
            icon={<Search size={14} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="max-w-sm"
          />
        )}
      </div>
      {incomplete !== undefined && <p className="text-sm text-muted">{incomplete}</p>}
      {rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 text-sm text-muted">
          {incomplete === undefined
            ? `The provider's list of ${many} is empty.`
            : `Whether there are ${many} is not known.`}
        </p>
      ) : narrow ? (
        <BlockCards label={title} name={name} fields={fields} rows={shown} />
      ) : (
        <DataTable
          label={title}
          fields={fields}
          columns={columns}
          rows={shown}
          sort={sort}
          onSort={setSort}
        />
      )}
    </section>
  )
}
