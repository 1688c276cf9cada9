import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { canAnswer, keptRows } from "../data/keptRows.ts"
import { answersOf } from "../data/readAll.ts"
import type { ListOf } from "../data/listState.ts"
import { counted, formatCount } from "../lib/text.ts"
import type { Row } from "../model/field.ts"
import { unnarrowed } from "../model/query.ts"
import { DataTable } from "../table/DataTable.tsx"
import type { QueryState } from "../table/useQueryState.ts"
import { useWidths } from "../table/widths.ts"
import { Button } from "../ui/Button.tsx"
import { OldNote } from "./OldNote.tsx"
import { TroubleNote } from "./TroubleNote.tsx"
import type { Trouble } from "./TroubleNote.tsx"

/** A list whose answer cannot be had. */
export type UnansweredList = Pick<ListOf, "resource" | "place"> & {
  readonly tableId: string
  readonly queryState: QueryState
  readonly hrefOf: ((row: Row) => string) | undefined
}

/**
 * What is known of a list while its provider is down and was never asked this: the answer from all of its
 * rows where these are here, else the page that is, as it was and with the way back to it.
 */
export const KeptList = ({
  list,
  connection,
  ...trouble
}: Trouble & { readonly list: UnansweredList; readonly connection: ListOf["connection"] }) => {
  const { resource, place, tableId, queryState } = list
  const { query, columns, pinned, setColumns, setQuery } = queryState
  const client = useQueryClient()
  // Not to be lost while somebody looks at it: the cache lets go of what is on no page.
  const [kept] = useState(() => keptRows(client, { connection, resource, place }))
  const { widths, setWidths } = useWidths(tableId)
  if (!kept) return <TroubleNote {...trouble} connection={connection} />
  const { whole, sort, page, updatedAt } = kept
  const answered = whole && canAnswer(resource, kept.rows, query)
  const rows = answered ? answersOf(resource.fields, kept.rows, query) : kept.rows
  const all = counted(kept.rows.length, resource.one, resource.many)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <OldNote
        {...trouble}
        connection={connection}
        updatedAt={updatedAt}
        action={
          !answered && (
            <Button size="sm" onClick={() => setQuery({ ...unnarrowed, sort, page })}>
              Back to these rows
            </Button>
          )
        }
      >
        {answered
          ? `This is answered from all ${all}, as they were then: ${formatCount(rows.length)} of ${formatCount(kept.rows.length)}.`
          : `What is asked for now needs the provider. Below are the ${all} that were read before, as they were then; they do not answer it.`}
      </OldNote>
      {rows.length > 0 && (
        <DataTable
          label={resource.many}
          fields={resource.fields}
          columns={columns}
          rows={rows}
          sort={answered ? query.sort : sort}
          onSort={(next) => setQuery({ sort: next })}
          {...(list.hrefOf ? { hrefOf: list.hrefOf } : {})}
          tableId={tableId}
          pinned={pinned}
          widths={widths}
          onWidths={setWidths}
          onArrange={(next) => setColumns(next.columns, next.pinned)}
        />
      )}
    </div>
  )
}
