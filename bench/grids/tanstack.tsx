// A plain TanStack Table with its own filter and sort row models and virtual rows, after its examples.
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  FlexRender,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_basic,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table"
import type { Row } from "@tanstack/react-table"
import { useVirtualizer } from "@tanstack/react-virtual"
import { memo, useRef, useState } from "react"
import { createRoot } from "react-dom/client"
import { runPage } from "./probe.ts"
import { columns as all, searched } from "./records.ts"
import type { PackageRecord } from "./records.ts"

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  rowSelectionFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
  filterFns: { includesString: filterFn_includesString },
  sortFns: { text: sortFn_text, basic: sortFn_basic, datetime: sortFn_datetime },
})
type Features = typeof features

const helper = createColumnHelper<Features, PackageRecord>()
const columns = helper.columns(
  all.map(({ id, label }) =>
    helper.accessor(id, {
      header: label,
      enableGlobalFilter: searched.has(id),
      sortDescFirst: false,
      sortFn: searched.has(id)
        ? "text"
        : id === "created" || id === "updated"
          ? "datetime"
          : "basic",
      cell: ({ getValue }) => {
        const value = getValue()
        return value instanceof Date ? value.toISOString().slice(0, 10) : value
      },
    }),
  ),
)

const height = 44
const idOf = (record: PackageRecord): string => record.id

const Line = memo(function Line({
  row,
  index,
  selected,
}: {
  readonly row: Row<Features, PackageRecord>
  readonly index: number
  readonly selected: boolean
}) {
  return (
    <tr data-index={index} aria-selected={selected} style={{ height }}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${row.original.name}`}
          checked={selected}
          onChange={row.getToggleSelectedHandler()}
        />
      </td>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} data-column={cell.column.id}>
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  )
})

const Page = ({ rows }: { readonly rows: PackageRecord[] }) => {
  const [globalFilter, setGlobalFilter] = useState("")
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: idOf,
    globalFilterFn: "includesString",
    state: { globalFilter },
    onGlobalFilterChange: setGlobalFilter,
  })
  const model = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 5,
  })
  const items = virtual.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <>
      <input
        id="search"
        aria-label="Search"
        value={globalFilter}
        onChange={(event) => setGlobalFilter(event.target.value)}
      />
      <div id="scroller" ref={scroller} style={{ height: 640, overflow: "auto" }}>
        <table style={{ tableLayout: "fixed", width: "100%", whiteSpace: "nowrap" }}>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                <th style={{ width: 36 }}>Selected</th>
                {group.headers.map((header) => (
                  <th key={header.id}>
                    <button
                      type="button"
                      data-sort={header.column.id}
                      onClick={header.column.getToggleSortingHandler()}
                    >
                      <table.FlexRender header={header} />
                    </button>
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            <tr style={{ height: above }} />
            {items.map(({ index }) => {
              const row = model[index]
              return (
                row && <Line key={row.id} row={row} index={index} selected={row.getIsSelected()} />
              )
            })}
            <tr style={{ height: below }} />
          </tbody>
        </table>
      </div>
    </>
  )
}

runPage(
  'tr[data-index="0"] [data-column="name"]',
  (records) => [...records],
  (rows, root) => createRoot(root).render(<Page rows={rows} />),
)
