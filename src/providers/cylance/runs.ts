import { formatCount } from "../../lib/text.ts"
import type { Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Page } from "../../model/provider.ts"
import { columnsOf, rawItems, readRow, toDate } from "../decode.ts"
import { ask, path } from "../http.ts"
import { Wire } from "./executionWire.ts"
import type { Execution } from "./executionWire.ts"
import { listOf, withScope } from "./list.ts"

const c = columnsOf<Execution>()

/** The labels stand with the resource, which is there before the first row; these are how to read it. */
const columns = [
  c("name", "", "text", (one) => one.name),
  c("created", "", "date", (one) => toDate(one.createdAt)),
  c("devices", "", "number", (one) => one.deviceCount),
  c("acked", "", "number", (one) => one.deviceStatuses?.acked),
  c("succeeded", "", "number", (one) => one.deviceStatuses?.succeeded),
  c("failed", "", "number", (one) => one.deviceStatuses?.failed),
  c("login", "", "text", (one) => one.createdBy?.login),
  c("packages", "", "records", (one) =>
    one.packageExecutions?.map((run) => ({
      package: run.package ?? null,
      arguments: run.arguments?.join(" ") ?? null,
    })),
  ),
  c("on", "", "list", (one) => one.target?.devices),
  c("zones", "", "list", (one) => one.target?.zones),
  c("destination", "", "text", (one) => one.destination),
  c("keep", "", "flag", (one) => one.keepResultsLocally),
  c("id", "", "id", (one) => one.id),
]

const pageSize = 200
/** 5,000 executions; a tenant with more sees those of its first pages, and is told so. */
const mostPages = 25

/** Results may go to an address with a password in it. */
const masked = (url: string): string => url.replace(/(:\/\/[^/@:]*:)[^@]*@/, "$1(hidden)@")

const safe = <T extends { destination?: unknown }>(one: T): T =>
  typeof one.destination === "string" ? { ...one, destination: masked(one.destination) } : one

const isObject = (value: unknown): value is { destination?: unknown } =>
  typeof value === "object" && value !== null

const rowOf = (one: Execution, raw: unknown): Row =>
  readRow(columns, one.id, safe(one), isObject(raw) ? safe(raw) : raw)

const problem = withScope("opticspkgdeploy:list", "list executions")

const pageOf = async (call: Call, page: number) => {
  const { body, raw } = await ask(call, {
    path: "/packages/v2/executions",
    params: [
      ["page", page],
      ["page_size", pageSize],
    ],
    schema: listOf(Wire),
    problem,
  })
  const sent = rawItems(raw, "page_items")
  return { body, found: body.page_items.map((one, at) => ({ one, raw: sent[at] })) }
}

/** `packageExecutions` names a package by its address, or by its id as it was deployed. */
const runs = ({ packageExecutions }: Execution, id: string): boolean =>
  packageExecutions?.some(
    (one) => one.package?.split("/").at(-1)?.toLowerCase() === encodeURIComponent(id).toLowerCase(),
  ) ?? false

/** The executions of a package, out of all of the tenant's; without a package, these. */
export const list = async (call: Call, at: Place): Promise<Page> => {
  const first = await pageOf(call, 1)
  const { total_pages: pages, total_number_of_items: total } = first.body
  const more = await Promise.all(
    Array.from({ length: Math.max(0, Math.min(pages, mostPages) - 1) }, (_, index) =>
      pageOf(call, index + 2),
    ),
  )
  const packageId = at.find((step) => step.in === "packages")?.id
  // A list that grows while it is read shows what was last on one page again on the next.
  const found = new Map(
    [first, ...more].flatMap((page) => page.found).map((one) => [one.one.id, one]),
  )
  const rows = [...found.values()]
    .filter(({ one }) => packageId === undefined || runs(one, packageId))
    .map(({ one, raw }) => rowOf(one, raw))
  return {
    rows,
    total: { count: rows.length, exact: pages <= mostPages },
    ...(pages > mostPages
      ? {
          incomplete: `The API lists executions of all packages together: the first ${formatCount(pageSize * mostPages)} of ${formatCount(total)} were looked through.`,
        }
      : {}),
  }
}

/** GET /packages/v2/executions/{id} */
export const get = async (call: Call, at: Place): Promise<Row> => {
  const { body, raw } = await ask(call, {
    path: path`/packages/v2/executions/${idOf(at, "executions")}`,
    schema: Wire,
    problem: withScope("opticspkgdeploy:read", "read an execution"),
  })
  return rowOf(body, raw)
}
