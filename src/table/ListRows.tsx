import { memo, useCallback, useMemo, useState } from "react"
import { wholeOf } from "../data/listState.ts"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { Spare, Unloaded } from "../ui/Spare.tsx"
import { DataTable } from "./DataTable.tsx"
import { Dimmed } from "./dimmed.ts"
import type { ListViewProps } from "./ListView.tsx"
import type { Steady } from "./steadyRows.ts"
import { TableSkeleton } from "./TableSkeleton.tsx"
import { useSelection } from "./useSelection.ts"
import type { Selection } from "./useSelection.ts"
import type { Widths } from "./widths.ts"
import { lazily } from "../ui/lazily.ts"
import { Opening } from "../ui/Opening.tsx"

// Not with the first box that is turned: the bar is to be there with it.
const selectionBar = comesBehind(async () => (await import("./SelectionBar.tsx")).SelectionBar)
const TableExport = lazily(async () => (await import("./TableExport.tsx")).TableExport)
const Nothing = lazily(async () => (await import("./Nothing.tsx")).Nothing)

const noRows: readonly Row[] = []

type RowsProps = ListViewProps & {
  /** What is asked of the list, and of which. */
  readonly question: string
  readonly away: Steady["away"]
  readonly selection: Selection | undefined
  readonly widths: Widths
  readonly setWidths: (widths: Widths) => void
}

const Rows = memo(function Rows({ selection, widths, setWidths, ...props }: RowsProps) {
  const { list, queryState, fields, many, hrefOf, onPrefetch, renderProblem, tools } = props
  const { query, columns, pinned, setColumns, setQuery } = queryState
  const onSort = useCallback((sort: Query["sort"]) => setQuery({ sort }), [setQuery])
  const { status, walk } = list
  const none = list.rows.length === 0
  const waits =
    status === "loading" ||
    (none &&
      (walk?.state === "running" ||
        walk?.state === "asking" ||
        (list.refreshing && !props.missing)))
  // Once its headers are there they stay, and with them the focus of who sorts by key.
  const [headed, setHeaded] = useState(false)
  if (!headed && !none) setHeaded(true)
  if (status === "failed") return <>{renderProblem(list.problem)}</>
  const skeleton = <TableSkeleton fields={fields} columns={columns} />
  if (waits && !headed) return skeleton
  if (none && !waits)
    return (
      <Spare fallback={skeleton}>
        <Nothing {...props} />
      </Spare>
    )
  return (
    <DataTable
      label={many}
      fields={fields}
      columns={columns}
      rows={list.rows}
      sort={query.sort}
      onSort={onSort}
      {...(hrefOf ? { hrefOf } : {})}
      onPrefetch={onPrefetch}
      stale={list.stale}
      tools={tools}
      selection={selection}
      marked={props.marked}
      away={props.away}
      waits={waits}
      hasty={queryState.writing}
      question={props.question}
      tableId={props.tableId}
      pinned={pinned}
      widths={widths}
      onWidths={setWidths}
      onArrange={(next) => setColumns(next.columns, next.pinned)}
    />
  )
})

/** Rows and what is selected of them: turning a box draws this again, and nothing that stands around it. */
export const SelectedRows = ({
  exporting,
  onExported,
  hold,
  ...props
}: Omit<RowsProps, "selection"> & {
  readonly exporting: boolean
  readonly onExported: () => void
  readonly hold: (element: HTMLElement | null) => void
}) => {
  const { list, tools, one, many, queryState } = props
  const { away } = props
  const there = useMemo(
    () => (away.size === 0 ? list.rows : list.rows.filter(({ id }) => !away.get(id)?.reason)),
    [away, list.rows],
  )
  // Rows of the question before stand there still, and none of them may be taken for an answer to this one.
  const { stale } = list
  const selection = useSelection(stale ? noRows : there, stale ? undefined : wholeOf(list))
  return (
    <>
      <div ref={hold} className="contents">
        <Dimmed value={stale}>
          <Rows {...props} selection={tools?.selects ? selection : undefined} />
        </Dimmed>
      </div>
      {tools?.selects && (
        <Behind of={selectionBar} missed={selection.rows.size > 0 && <Unloaded />}>
          {(SelectionBar) =>
            tools.draw &&
            selection.rows.size > 0 && (
              <SelectionBar
                list={list}
                selection={selection}
                page={there}
                fields={props.fields}
                marked={props.marked}
                query={queryState.query}
                one={one}
                many={many}
                draw={tools.draw}
              />
            )
          }
        </Behind>
      )}
      {exporting && (
        <Opening onGiveUp={onExported}>
          <TableExport
            {...props}
            columns={queryState.columns}
            query={queryState.query}
            selected={[...selection.rows.values()]}
            onClose={onExported}
          />
        </Opening>
      )}
    </>
  )
}
