// What the five libraries cost by themselves: the yardstick of the cold start. One route, one query
// to the same server, one virtual table of its rows, no styles.
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query"
import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useMemo, useRef } from "react"
import { createRoot } from "react-dom/client"
import { createBrowserRouter, RouterProvider } from "react-router"
import * as v from "valibot"

const Answer = v.object({
  resources: v.array(
    v.looseObject({
      guid: v.string(),
      type: v.string(),
      state: v.string(),
      created_at: v.string(),
      updated_at: v.nullable(v.string()),
    }),
  ),
})
type Item = v.InferOutput<typeof Answer>["resources"][number]

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, Item>()
const columns = helper.columns([
  helper.accessor("guid", { header: "GUID" }),
  helper.accessor("type", { header: "Type" }),
  helper.accessor("state", { header: "State" }),
  helper.accessor("created_at", { header: "Created" }),
  helper.accessor("updated_at", { header: "Updated" }),
])

const source = new URLSearchParams(globalThis.location.search).get("from") ?? ""

const Page = () => {
  const { data } = useQuery({
    queryKey: ["rows"],
    queryFn: async () => v.parse(Answer, await (await globalThis.fetch(source)).json()).resources,
  })
  const rows = useMemo(() => data ?? [], [data])
  const table = useTable({ features, columns, data: rows })
  const model = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 32,
  })
  return (
    <div ref={scroller} style={{ height: 600, overflow: "auto" }}>
      <table>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {virtual.getVirtualItems().map(({ index }) => {
            const row = model[index]
            return row ? (
              <tr key={row.id}>
                {row.getAllCells().map((cell) => (
                  <td key={cell.id}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ) : null
          })}
        </tbody>
      </table>
    </div>
  )
}

const root = document.getElementById("root")
if (root)
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={createBrowserRouter([{ path: "*", Component: Page }])} />
    </QueryClientProvider>,
  )
