import { Download, RefreshCw } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import type { ReactNode } from "react"
import type { ListState } from "../data/listState.ts"
import type { Field, Row } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { unnarrowed } from "../model/query.ts"
import { IconButton } from "../ui/Button.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { useAnnounced } from "../ui/useAnnounced.ts"
import { ColumnMenu } from "./ColumnMenu.tsx"
import { DataTable } from "./DataTable.tsx"
import { FilterBar } from "./FilterBar.tsx"
import { countLabel } from "./labels.ts"
import { Pager } from "./Pager.tsx"
import type { RowTools } from "./tools.ts"
import { TableSkeleton } from "./TableSkeleton.tsx"
import type { QueryState } from "./useQueryState.ts"
import { useSelection } from "./useSelection.ts"
import type { Selection } from "./useSelection.ts"

// Most lists open without either.
const Dropped = lazy(async () => ({ default: (await import("./Dropped.tsx")).Dropped }))
const WalkNote = lazy(async () => ({ default: (await import("./WalkNote.tsx")).WalkNote }))
const SeenNote = lazy(async () => ({ default: (await import("./SeenNote.tsx")).SeenNote }))
const SelectionBar = lazy(async () => ({
  default: (await import("./SelectionBar.tsx")).SelectionBar,
}))
const TableExport = lazy(async () => ({
  default: (await import("./TableExport.tsx")).TableExport,
}))
const Nothing = lazy(async () => ({ default: (await import("./Nothing.tsx")).Nothing }))

export type ListViewProps = {
  readonly tableId: string
  readonly one: string
  readonly many: string
  /** The field that names a row. */
  readonly title: string
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly list: ListState
  readonly queryState: QueryState
  readonly hrefOf: (row: Row) => string
  readonly onPrefetch?: (row: Row) => void
  readonly renderProblem: (problem: unknown) => ReactNode
  readonly tools?: RowTools
  /** Ids of rows to which something is being done. */
  readonly marked?: ReadonlySet<string>
  /** More beside the refresh button. */
  readonly aside?: ReactNode
}

const Rows = ({
  selection,
  ...props
}: ListViewProps & { readonly selection: Selection | undefined }) => {
  const { list, queryState, fields, many, hrefOf, onPrefetch, renderProblem, tools } = props
  const { query, columns, setQuery } = queryState
  if (list.status === "failed") return <>{renderProblem(list.problem)}</>
  if (list.status === "loading") return <TableSkeleton fields={fields} columns={columns} />
  if (list.rows.length === 0)
    return list.walk?.state === "running" || list.walk?.state === "asking" || list.refreshing ? (
      <TableSkeleton fields={fields} columns={columns} />
    ) : (
      <Suspense fallback={<TableSkeleton fields={fields} columns={columns} />}>
        <Nothing one={props.one} many={many} list={list} queryState={queryState} />
      </Suspense>
    )
  return (
    <DataTable
      label={many}
      fields={fields}
      columns={columns}
      rows={list.rows}
      total={list.matching?.exact ? list.matching.count : undefined}
      sort={query.sort}
      onSort={(sort) => setQuery({ sort })}
      hrefOf={hrefOf}
      onPrefetch={onPrefetch}
      stale={list.stale}
      tools={tools}
      selection={selection}
      marked={props.marked}
    />
  )
}

/** A whole list: search, filters, rows, pages, and what all of it is worth. */
export const ListView = (props: ListViewProps) => {
  const { list, queryState, fields, paging, one, many, renderProblem, tools } = props
  const selection = useSelection(list.rows)
  const { query, columns, setColumns, setQuery, dropped } = queryState
  const [exporting, setExporting] = useState(false)
  const counted = list.status === "ready" && !list.stale ? countLabel(list, one, many) : ""
  useAnnounced(counted)
  return (
    <section aria-label={many} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <FilterBar
        many={many}
        fields={fields}
        rows={list.rows}
        query={query}
        atHand={paging.by === "none" || list.walk?.state === "done"}
        onQuery={(next) => setQuery(next, { replace: true })}
        onFilters={(filters) => setQuery({ filters })}
        onClear={() => setQuery(unnarrowed)}
      />
      <Suspense>
        {queryState.view === "changed" && <SeenNote fields={fields} queryState={queryState} />}
        {dropped.length > 0 && <Dropped dropped={dropped} />}
        {(list.walk || list.incomplete !== undefined) && <WalkNote list={list} many={many} />}
      </Suspense>
      {list.status === "ready" && list.problem !== undefined && (
        <div className="mb-3">{renderProblem(list.problem)}</div>
      )}
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <span className="numeric text-sm text-muted">{counted}</span>
        <span className="flex items-center gap-1 text-xs text-muted">
          {props.aside}
          {list.updatedAt > 0 && (
            <span className="hidden sm:inline">
              Updated <TimeAgo date={new Date(list.updatedAt)} />
            </span>
          )}
          <IconButton
            label={`Refresh ${many}`}
            icon={
              <RefreshCw
                size={14}
                aria-hidden
                className={list.refreshing ? "motion-safe:animate-spin" : ""}
              />
            }
            onClick={list.refresh}
          />
          <IconButton
            label={`Export ${many}`}
            icon={<Download size={16} aria-hidden />}
            onClick={() => setExporting(true)}
          />
          <ColumnMenu fields={fields} columns={columns} onColumns={setColumns} />
        </span>
      </div>
      <Rows {...props} selection={tools?.selects ? selection : undefined} />
      {tools?.draw && selection.rows.size > 0 && (
        <Suspense>
          <SelectionBar
            list={list}
            selection={selection}
            one={one}
            many={many}
            bulk={tools.draw.bulk}
          />
        </Suspense>
      )}
      {exporting && (
        <Suspense>
          <TableExport
            title={document.title}
            one={one}
            many={many}
            fields={fields}
            columns={columns}
            list={list}
            query={query}
            selected={[...selection.rows.values()]}
            onClose={() => setExporting(false)}
          />
        </Suspense>
      )}
      {list.status === "ready" && list.rows.length > 0 && (
        <Pager list={list} query={query} paging={paging} onQuery={setQuery} />
      )}
    </section>
  )
}
