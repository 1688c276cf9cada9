import type { Call } from "../../model/call.ts"
import type { Page } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { ask, path } from "../http.ts"
import { accountOf } from "./account.ts"
import { conditionsOf, orderOf } from "./ask.ts"
import { includeOf, rowOf } from "./fields.ts"
import { later } from "./load.ts"
import type { Prefix, Send } from "./prefix.ts"
import { problem } from "./problem.ts"
import { AstraItem, listOf, needContents } from "./wire.ts"

const sender = (
  call: Call,
  include: readonly string[] | undefined,
  item: Parameters<typeof listOf>[1],
): Send => {
  const address = path`/accounts/${accountOf(call)}/core/v1/packages`
  const schema = listOf(include, item)
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
 * The first `wanted` packages. Most servers send what they are asked for, and that is that; where one
 * holds back, prefix.ts goes on from its first answer.
 */
const firstOf = async (send: Send, query: Query, wanted: number): Promise<Prefix> => {
  const [conditions, order] = [conditionsOf(query), orderOf(query)]
  const first = await send(conditions, order, wanted)
  const items = [...new Map(first.items.map((item) => [item.id, item])).values()]
  const ended = items.length < wanted
  if (items.length === first.items.length && !(ended && first.metadata.continue))
    return { items, ended }
  const given = [first]
  const resume: Send = async (...asked) => given.pop() ?? (await send(...asked))
  return (await later()).prefixOf(resume, conditions, order, wanted)
}

/**
 * The API has a limit but no offset: page n is the end of the first n pages, and one package more
 * tells whether another page follows. `metadata.count` counts what was sent, so that the only total
 * is the one of a list that was read to its end.
 */
export const listPackages = async (call: Call, query: Query): Promise<Page> => {
  const page = query.page === "" ? 1 : Number(query.page)
  const end = page * query.size
  const sorted = query.sort.map(({ field }) => field)
  // Where a list is cut short, it goes on by the value that it is sorted by.
  const include = query.fields && includeOf([...query.fields, ...sorted])
  const more = include && !needContents(include) ? undefined : await later()
  const whole = include ? more?.WholeItem : more?.AstraPackage
  const send = sender(call, include, whole ?? AstraItem)
  const { items, ended, incomplete } = await firstOf(send, query, end + 1)
  return {
    rows: items
      .slice(end - query.size, end)
      .map((item) => rowOf(item, include, item, more?.contentsOf(item))),
    total: ended ? { count: items.length, exact: true } : undefined,
    ...(items.length > end ? { next: String(page + 1) } : {}),
    ...(incomplete === undefined ? {} : { incomplete }),
  }
}
