// AG Grid Community without a framework around it, which is its fastest form, set up as its page on
// performance advises: no cell renderers, no animation, the quick filter's text cached.
import {
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  QuickFilterModule,
  RowSelectionModule,
} from "ag-grid-community"
import type { ColDef } from "ag-grid-community"
import { runPage } from "../grids/probe.ts"
import { columns, searched } from "../grids/records.ts"
import type { PackageRecord } from "../grids/records.ts"

ModuleRegistry.registerModules([ClientSideRowModelModule, QuickFilterModule, RowSelectionModule])

const columnDefs: ColDef<PackageRecord>[] = columns.map(({ id, label }) => ({
  field: id,
  headerName: label,
  width: 140,
  cellDataType: false,
  ...(searched.has(id) ? {} : { getQuickFilterText: () => "" }),
  ...(id === "created" || id === "updated"
    ? {
        valueFormatter: ({ value }: { value: unknown }) =>
          value instanceof Date ? value.toISOString().slice(0, 10) : "",
      }
    : {}),
}))

runPage(
  '.ag-row[row-index="0"] [col-id="name"]',
  (records) => [...records],
  (rowData, root) => {
    const search = document.createElement("input")
    search.id = "search"
    const box = document.createElement("div")
    box.style.height = "640px"
    root.append(search, box)
    const api = createGrid<PackageRecord>(box, {
      columnDefs,
      rowData,
      rowHeight: 44,
      getRowId: ({ data }) => data.id,
      rowSelection: { mode: "multiRow" },
      animateRows: false,
      cacheQuickFilter: true,
      suppressColumnMoveAnimation: true,
    })
    search.addEventListener("input", () => api.setGridOption("quickFilterText", search.value))
  },
)
