import { ProviderError } from "../../model/error.ts"
import { idOf } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import type { Page, Resource } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { ask, path } from "../http.ts"
import { conditionsOf, orderOf } from "./ask.ts"
import { fields, includeOf, rowOf } from "./fields.ts"
import { prefixOf } from "./prefix.ts"
import type { Send } from "./prefix.ts"
import { problem } from "./problem.ts"
import { AstraPackage, listOf } from "./wire.ts"

const accountOf = ({ settings }: Call): string => {
  const account = settings["account"]?.trim()
  if (account) return account
  throw new ProviderError({
    trouble: "invalid",
    title: "This connection has no account id. Add it in the connection's settings.",
    fields: { account: "Missing" },
  })
}

const sender = (call: Call, include: readonly string[] | undefined): Send => {
  const address = path`/accounts/${accountOf(call)}/core/v1/packages`
  const schema = listOf(include)
  return async (conditions, order, limit) => {
    const { body } = await ask(call, {
      path: address,
      params: [
        ["filter", conditions.join(",")],
        ["orderBy", order.desc ? `${order.path} desc` : order.path],
        ["include", include?.join(",")],
        ["limit", limit],
      ],
      schema,
      problem,
    })
    return body
  }
}

/**
 * The API has a limit but no offset: page n is the end of the first n pages, and one package more
 * tells whether another page follows. `metadata.count` counts what was sent, so that the only total
 * is the one of a list that was read to its end.
 */
const list = async (call: Call, _at: unknown, query: Query): Promise<Page> => {
  const page = query.page === "" ? 1 : Number(query.page)
  const end = page * query.size
  const sorted = query.sort.map(({ field }) => field)
  // Where a list is cut short, it goes on by the value that it is sorted by.
  const include = query.fields && includeOf([...query.fields, ...sorted])
  const { items, ended, incomplete } = await prefixOf(
    sender(call, include),
    conditionsOf(query),
    orderOf(query),
    end + 1,
  )
  return {
    rows: items.slice(end - query.size, end).map((item) => rowOf(item, include)),
    total: ended ? { count: items.length, exact: true } : undefined,
    ...(items.length > end ? { next: String(page + 1) } : {}),
    ...(incomplete === undefined ? {} : { incomplete }),
  }
}

/** Install and patch packages of one account. Whole, they embed their files, so lists ask for less. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields,
  order: [{ field: "created", desc: true }],
  // Page n is read from the start of the list: max weighs one large answer against reading it again.
  paging: { by: "offset", sizes: [25, 50, 100], max: 5000 },
  sparse: true,
  list,
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/accounts/${accountOf(call)}/core/v1/packages/${idOf(at, "packages")}`,
      schema: AstraPackage,
      problem,
    })
    return rowOf(body, undefined, raw)
  },
  busy: ({ cells }) => cells["state"] === "verifying",
  actions: [],
}
