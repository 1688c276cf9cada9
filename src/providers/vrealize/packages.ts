import { idOf } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import type { Page, Resource, Total } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { rawItems, readRow } from "../decode.ts"
import { ask, path } from "../http.ts"
import { paramsOf } from "./ask.ts"
import { columns, fields } from "./fields.ts"
import { problem } from "./problem.ts"
import { VraList, VraPackage } from "./wire.ts"

const address = "/content-management-service/api/packages"

const rowOf = (item: VraPackage, raw: unknown) => readRow(columns, item.id, item, raw)

/** Where the next page is, is ours to say: a link's href may name another host. */
const hasNext = ({ links, content, metadata }: VraList, page: number): boolean =>
  content.length > 0 &&
  (typeof metadata.totalPages === "number"
    ? metadata.totalPages > page
    : (links ?? []).some((link) => link.rel === "next"))

/**
 * The documentation's words call this number the rows returned, its payloads the rows there are. Not
 * believed where it is less than the rows that must be there.
 */
const totalOf = (list: VraList, query: Query, page: number): Total | undefined => {
  const count = list.metadata.totalElements
  if (typeof count !== "number") return undefined
  const seen = list.content.length === 0 ? 0 : (page - 1) * query.size + list.content.length
  const least = hasNext(list, page) ? seen + 1 : seen
  return count < least ? undefined : { count, exact: true }
}

const list = async (call: Call, _at: unknown, query: Query): Promise<Page> => {
  const page = query.page === "" ? 1 : Number(query.page)
  const { body, raw } = await ask(call, {
    path: address,
    params: paramsOf(query, page),
    schema: VraList,
    problem,
  })
  const sent = rawItems(raw, "content")
  return {
    rows: body.content.map((item, at) => rowOf(item, sent[at])),
    total: totalOf(body, query, page),
    ...(hasNext(body, page) ? { next: String(page + 1) } : {}),
  }
}

/** Packages of the tenant that the account belongs to. They have no state and no size. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields,
  order: [{ field: "created", desc: true }],
  // The API documents no largest limit; 9000 has been seen to work.
  paging: { by: "page", sizes: [20, 50, 100], max: 1000 },
  sorts: 8,
  list,
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/content-management-service/api/packages/${idOf(at, "packages")}`,
      schema: VraPackage,
      problem,
    })
    return rowOf(body, raw)
  },
  actions: [],
}
