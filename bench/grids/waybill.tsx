// Waybill's own table as its pages use it: ListView over the index of src/data/rows, its state in the
// address. As /packages and every walked list, its rows are all here.
import { QueryClientProvider } from "@tanstack/react-query"
import { createRoot } from "react-dom/client"
import { createBrowserRouter, RouterProvider } from "react-router"
import { createClient } from "../../src/data/client.ts"
import type { ListState } from "../../src/data/listState.ts"
import { useAnswer } from "../../src/data/rows/useAnswer.ts"
import { markRowsFirst } from "../../src/lib/behind.ts"
import type { Field, Kind, Row } from "../../src/model/field.ts"
import { SelectBox } from "../../src/pages/place/SelectBox.tsx"
import { ListView } from "../../src/table/ListView.tsx"
import type { RowTools } from "../../src/table/tools.ts"
import { useQueryState } from "../../src/table/useQueryState.ts"
import "../../src/styles.css"
import { runPage } from "./probe.ts"
import { columns } from "./records.ts"
import type { PackageRecord, RecordKey } from "./records.ts"

const kinds: Readonly<Record<RecordKey, Kind>> = {
  name: "text",
  version: "version",
  state: "status",
  type: "word",
  owner: "text",
  digest: "digest",
  size: "bytes",
  downloads: "number",
  created: "date",
  updated: "date",
}
const fields: readonly Field[] = columns.map(({ id, label }) => ({ id, label, kind: kinds[id] }))
const paging = { by: "none" } as const

const tools: RowTools = {
  selects: true,
  hasMenu: false,
  draw: {
    menu: () => null,
    bulk: () => null,
    late: () => null,
    box: (box) => <SelectBox {...box} />,
  },
}

/** What an API sent stays with its row; here it is the record itself. */
const toRow = (record: PackageRecord): Row => ({
  id: record.id,
  // As adapters make them.
  cells: {
    name: record.name,
    version: record.version,
    state: record.state,
    type: record.type,
    owner: record.owner,
    digest: record.digest,
    size: record.size,
    downloads: record.downloads,
    created: record.created,
    updated: record.updated,
  },
  raw: record,
})

/** Rows, and the router that the app has before any list. */
const prepare = (records: readonly PackageRecord[]) => {
  const rows = records.map(toRow)
  return createBrowserRouter([{ path: "*", element: <List rows={rows} /> }])
}

const nothing = (): void => undefined

const List = ({ rows }: { readonly rows: readonly Row[] }) => {
  const queryState = useQueryState({ tableId: "bench", fields, paging, title: "name" })
  const { answer, stale } = useAnswer({ of: "bench", fields, rows, query: queryState.query })
  const list: ListState = {
    rows: answer?.rows ?? [],
    matching: answer && { count: answer.matching, exact: true },
    all: { count: rows.length, exact: true },
    next: answer?.next,
    status: answer ? "ready" : "loading",
    problem: undefined,
    complete: true,
    walk: undefined,
    incomplete: undefined,
    updatedAt: 0,
    askedAt: 0,
    refreshing: false,
    stale,
    refresh: nothing,
    readAll: () => Promise.resolve({ rows, complete: true }),
  }
  return (
    <ListView
      tableId="bench"
      one="package"
      many="packages"
      from={[]}
      title="name"
      fields={fields}
      paging={paging}
      list={list}
      queryState={queryState}
      hrefOf={(row) => `/${row.id}`}
      renderProblem={() => null}
      tools={tools}
    />
  )
}

document.documentElement.style.setProperty("--table-height", "640px")
const client = createClient()

runPage('tr[data-index="0"] [data-row-link]', prepare, (router, root) => {
  // As a page whose rows are there when it is drawn (routes.tsx): what stands around them follows.
  markRowsFirst()
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
})
