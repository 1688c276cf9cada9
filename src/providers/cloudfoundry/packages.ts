import { idOf } from "../../model/place.ts"
import type { Call, Page, Resource, Total } from "../../model/provider.ts"
import { exactly, parseRange } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { fieldsOf, readRow } from "../decode.ts"
import { ask, path } from "../http.ts"
import type { Params } from "../http.ts"
import { columns, maskSecrets } from "./fields.ts"
import { problem } from "./problem.ts"
import { CfList, CfPackage } from "./wire.ts"

const max = 5000

/** Query parameters that take comma lists of whole values, by field. */
const lists = {
  guid: "guids",
  state: "states",
  type: "types",
  app: "app_guids",
  space: "space_guids",
  organization: "organization_guids",
} as const

/** The API's timestamps are whole seconds, written strictly as YYYY-MM-DDThh:mm:ssZ. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

const ranges = (name: string, kind: "date", values: readonly string[] = []): Params => {
  const range = values[0] === undefined ? undefined : parseRange(kind, values[0])
  if (!range) return []
  return [
    [
      `${name}[gte]`,
      range.from === undefined ? undefined : stamp(Math.ceil(range.from / 1000) * 1000),
    ],
    [
      `${name}[lte]`,
      range.to === undefined ? undefined : stamp(Math.floor(range.to / 1000) * 1000),
    ],
  ]
}

const paramsOf = (query: Query): Params => {
  const filters = Object.entries(lists).map(([field, name]) => {
    const values = query.filters[field]?.map((value) => exactly(value) ?? value)
    return [name, values?.join(",")] as const
  })
  const [key] = query.sort
  const label = query.filters["labels"]?.[0]
  return [
    ["page", query.page === "" ? 1 : query.page],
    ["per_page", query.size],
    ["order_by", key ? `${key.desc ? "-" : "+"}${key.field}_at` : undefined],
    ...filters,
    ...ranges("created_ats", "date", query.filters["created"]),
    ...ranges("updated_ats", "date", query.filters["updated"]),
    ["label_selector", label === undefined ? undefined : exactly(label)],
  ]
}

const rowOf = (item: CfPackage, raw: unknown) => readRow(columns, item.guid, item, maskSecrets(raw))

/**
 * A page past the end says that there are 0 results in all, whatever there are: the count comes from
 * the rows of the page itself. Believed only on the first page, or where there are rows.
 */
const totalOf = (list: CfList, page: number): Total | undefined =>
  list.resources.length === 0 && page > 1
    ? undefined
    : { count: list.pagination.total_results, exact: true }

const list = async (call: Call, _at: unknown, query: Query): Promise<Page> => {
  const { body } = await ask(call, {
    path: "/v3/packages",
    params: paramsOf(query),
    schema: CfList,
    problem,
  })
  const page = query.page === "" ? 1 : Number(query.page)
  const total = totalOf(body, page)
  // Where the next page is, is ours to say: the href may name another host, and page + 1 says the same.
  const more = Boolean(body.pagination.next?.href)
  return {
    rows: body.resources.map((item) => rowOf(item, item)),
    total,
    ...(more ? { next: String(page + 1) } : {}),
  }
}

/** Packages of every app that the account can see. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "guid",
  fields: fieldsOf(columns),
  paging: { by: "page", sizes: [50, 25, 100, 500], max },
  list,
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/v3/packages/${idOf(at, "packages")}`,
      schema: CfPackage,
      problem,
    })
    return rowOf(body, raw)
  },
  busy: ({ cells }) => cells["state"] === "PROCESSING_UPLOAD" || cells["state"] === "COPYING",
  actions: [],
}
