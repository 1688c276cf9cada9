import { Download } from "lucide-react"
import { useEffect, useState } from "react"
import type { ReactNode } from "react"
import { useLocation } from "react-router"
import type { ListState } from "../data/listState.ts"
import type { Field, Row } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { narrows, unnarrowed } from "../model/query.ts"
import { AfterRows, Behind, comesBehind } from "../ui/Behind.tsx"
import { IconButton } from "../ui/Button.tsx"
import { Spare, Unloaded } from "../ui/Spare.tsx"
import { ColumnMenu } from "./ColumnMenu.tsx"
import { setDensity } from "./density.ts"
import { SelectedRows } from "./ListRows.tsx"
import { incomingOf } from "./steadyRows.ts"
import type { RowTools } from "./tools.ts"
import type { QueryState } from "./useQueryState.ts"
import { useSteadyRows } from "./useSteadyRows.ts"
import { useWidths } from "./widths.ts"
import { markShown } from "../lib/behind.ts"
import { lazily } from "../ui/lazily.ts"

// Rows come first; all of this comes behind them, or not at all.
const filterBar = comesBehind(async () => (await import("./FilterBar.tsx")).FilterBar)
const listCount = comesBehind(async () => (await import("./ListCount.tsx")).ListCount)
const pager = comesBehind(async () => (await import("./Pager.tsx")).Pager)
const activeFilters = comesBehind(async () => (await import("./ActiveFilters.tsx")).ActiveFilters)
// Not with the first update: the rows that have gone say so at once.
const updateNote = comesBehind(async () => (await import("./UpdateNote.tsx")).UpdateNote)
const liveMenu = comesBehind(async () => (await import("./LiveMenu.tsx")).LiveMenu)
const TroubleRoom = lazily(async () => (await import("./TroubleRoom.tsx")).TroubleRoom)
const Dropped = lazily(async () => (await import("./Dropped.tsx")).Dropped)
const WalkNote = lazily(async () => (await import("./WalkNote.tsx")).WalkNote)
const UnseenWords = lazily(async () => (await import("./UnseenWords.tsx")).UnseenWords)
const ViewNote = lazily(async () => (await import("./ViewNote.tsx")).ViewNote)

export type ListViewProps = {
  readonly tableId: string
  readonly one: string
  readonly many: string
  /** The field that names a row. */
  readonly title: string
  /** Where the list is: the connection, and what is above it there. */
  readonly from: readonly string[]
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly list: ListState
  readonly queryState: QueryState
  /** Absent: its rows have no pages. */
  readonly hrefOf?: (row: Row) => string
  readonly onPrefetch?: (row: Row) => void
  readonly renderProblem: (problem: unknown) => ReactNode
  readonly tools?: RowTools
  /** Ids of rows to which something is being done. */
  readonly marked?: ReadonlySet<string>
  /** More beside the refresh button. */
  readonly aside?: ReactNode
  /** What of the list is missing, why, and what to do about it: for who is shown no row of it. */
  readonly missing?: ReactNode
  /** What is to be said of the rows: below the box, which must not move under whoever writes in it. */
  readonly note?: ReactNode
}

/** A whole list: search, filters, rows, pages, and what all of it is worth. */
export const ListView = (props: ListViewProps) => {
  const { queryState, fields, paging, one, many, renderProblem, tableId } = props
  const { query, columns, pinned, setColumns, setQuery, dropped } = queryState
  const { pathname } = useLocation()
  const { fields: _wanted, ...asked } = query
  const incoming = props.list
  const question = JSON.stringify([pathname, asked])
  const { rows, ref, apply, ...kept } = useSteadyRows(incomingOf(incoming, question))
  const list = { ...incoming, rows }
  const { widths, setWidths } = useWidths(tableId)
  const [exporting, setExporting] = useState(false)
  const settled = list.status === "ready" && !list.stale
  const { waiting } = kept
  const updates = waiting === 0 ? "" : `${waiting} ${waiting === 1 ? "update" : "updates"}`
  const waits = list.status === "loading"
  const trouble =
    list.status === "ready" && list.problem !== undefined && renderProblem(list.problem)
  const [troubled, setTroubled] = useState(false)
  if (trouble !== false && !troubled) setTroubled(true)
  useEffect(() => {
    if (!waits) markShown()
  }, [waits])
  return (
    // What wraps needs its room: the table alone gives way.
    <section aria-label={many} className="flex min-h-0 min-w-0 flex-1 flex-col *:shrink-0">
      <Behind of={filterBar} instead={<div className="mb-2 h-18" />} missed={<Unloaded />}>
        {(FilterBar) => (
          <FilterBar
            many={many}
            fields={fields}
            paging={paging}
            list={list}
            query={query}
            atHand={paging.by === "none" || list.walk?.state === "done"}
            onQuery={queryState.writeQuery}
            onLeave={queryState.settle}
            onNarrow={setQuery}
          />
        )}
      </Behind>
      {props.note}
      {/* One that cannot be loaded takes none of the others with it. */}
      <Spare>
        {queryState.view !== null && (
          <ViewNote
            fields={fields}
            list={list}
            many={many}
            waiting={waiting}
            queryState={queryState}
          />
        )}
      </Spare>
      <Spare>{dropped.length > 0 && <Dropped queryState={queryState} />}</Spare>
      <Spare>
        {(list.walk || list.incomplete !== undefined) && <WalkNote list={list} many={many} />}
      </Spare>
      <Spare>
        {settled && list.rows.length > 0 && narrows(query) && !list.census?.running && (
          <UnseenWords {...props} list={list} />
        )}
      </Spare>
      {troubled && (
        <Spare fallback={trouble} missed={trouble}>
          <TroubleRoom
            answer={settled && !list.refreshing ? list.updatedAt : 0}
            question={question}
          >
            {trouble}
          </TroubleRoom>
        </Spare>
      )}
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1.5">
        <Behind of={listCount} missed={<Unloaded />}>
          {(ListCount) => (
            <ListCount
              list={list}
              query={query}
              fields={fields}
              one={one}
              many={many}
              updates={updates}
            />
          )}
        </Behind>
        <div className="order-last flex min-w-0 basis-full flex-wrap items-center gap-x-3 gap-y-1.5 empty:hidden sm:order-none sm:flex-1 sm:basis-0 sm:empty:flex">
          {narrows(query) && (
            <Behind of={activeFilters} missed={<Unloaded />}>
              {(ActiveFilters) => (
                <ActiveFilters
                  fields={fields}
                  query={query}
                  onQuery={setQuery}
                  onClear={() => setQuery(unnarrowed)}
                />
              )}
            </Behind>
          )}
          <Behind of={updateNote} missed={updates !== "" && <Unloaded />}>
            {(UpdateNote) =>
              updates !== "" && <UpdateNote updates={updates} kept={kept} apply={apply} />
            }
          </Behind>
        </div>
        <span className="ml-auto flex items-center gap-1 self-start text-xs text-muted">
          {props.aside}
          <Behind of={liveMenu}>
            {(LiveMenu) => (
              <LiveMenu
                tableId={tableId}
                many={many}
                updatedAt={list.updatedAt}
                refreshing={list.refreshing}
                refresh={list.refresh}
                requests={
                  paging.by !== "none" && list.walk?.of !== undefined && list.walk.of > paging.max
                    ? Math.ceil(list.walk.of / paging.max)
                    : undefined
                }
              />
            )}
          </Behind>
          <AfterRows>
            <IconButton
              label={`Export ${many}`}
              icon={<Download size={16} aria-hidden />}
              onClick={() => setExporting(true)}
            />
            <ColumnMenu
              tableId={tableId}
              fields={fields}
              columns={columns}
              pinned={pinned}
              onColumns={setColumns}
              sort={query.sort}
              onSort={(sort) => setQuery({ sort })}
              onReset={() => {
                setColumns(null)
                setWidths(null)
                setDensity(null, tableId)
              }}
            />
          </AfterRows>
        </span>
      </div>
      <SelectedRows
        {...props}
        list={list}
        question={question}
        away={kept.away}
        widths={widths}
        setWidths={setWidths}
        exporting={exporting}
        onExported={() => setExporting(false)}
        hold={ref}
      />
      {list.status === "ready" && list.rows.length > 0 && (
        <Behind of={pager} instead={<div className="mt-3 h-7" />} missed={<Unloaded />}>
          {(Pager) => <Pager list={incoming} query={query} paging={paging} onQuery={setQuery} />}
        </Behind>
      )}
    </section>
  )
}
