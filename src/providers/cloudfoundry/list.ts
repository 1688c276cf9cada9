import { formatCount } from "../../lib/text.ts"
import { ProviderError } from "../../model/error.ts"
import type { Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Page, Total } from "../../model/provider.ts"
import { emptyQuery } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, rowOrder } from "../../model/search.ts"
import { fieldsOf, rawItems, readRow } from "../decode.ts"
import { ask, upstream } from "../http.ts"
import { columns, maskSecrets } from "./fields.ts"
import { paramsOf } from "./params.ts"
import { problem } from "./problem.ts"
import { CfList } from "./wire.ts"
import type { CfPackage } from "./wire.ts"

/** The largest page that the API documents. */
export const max = 5000

export const fields = fieldsOf(columns)

export const rowOf = (item: CfPackage, raw: unknown): Row =>
  readRow(columns, item.guid, item, maskSecrets(raw))

const pageOf = (query: Query): number => (query.page === "" ? 1 : Number(query.page))

/**
 * A page past the end says that there are 0 results in all, whatever there are: the count comes from
 * the rows of the page itself. Believed only on the first page, or where there are rows.
 */
const totalOf = (list: CfList, page: number): Total | undefined =>
  list.resources.length === 0 && page > 1
    ? undefined
    : { count: list.pagination.total_results, exact: true }

/** The number of the next page; of its href, which may name any host, the query alone is read. */
const nextOf = (list: CfList, page: number): string | undefined => {
  const href = list.pagination.next?.href
  if (!href) return undefined
  const said = URL.canParse(href, upstream) && new URL(href, upstream).searchParams.get("page")
  return said && Number(said) > page ? said : String(page + 1)
}

const listPage = async (call: Call, query: Query): Promise<Page> => {
  const page = pageOf(query)
  const { body, raw } = await ask(call, {
    path: "/v3/packages",
    params: [["page", page], ["per_page", query.size], ...paramsOf(query)],
    schema: CfList,
    problem,
  })
  const raws = rawItems(raw, "resources")
  const next = nextOf(body, page)
  return {
    rows: body.resources.map((item, nth) => rowOf(item, raws[nth])),
    total: totalOf(body, page),
    ...(next === undefined ? {} : { next }),
  }
}

const refusal = (cause: unknown): string =>
  cause instanceof ProviderError && cause.trouble === "invalid" ? (cause.problem.detail ?? "") : ""

/** How many rows of a list an operator lets anyone see, where the refusal says so. */
const capOf = (cause: unknown): number | undefined => {
  const less = /page \* per_page\) must be less than (\d+)/i.exec(refusal(cause))?.[1]
  return less === undefined ? undefined : Number(less) - 1
}

/** The largest page, no larger than the limit, that begins exactly where the rows before end. */
const fitting = (begin: number, limit: number): number => {
  let size = limit
  while (begin % size !== 0) size -= 1
  return size
}

/** The rows of a page that lie below the operator's cap, read in pages that end before it. */
const listBelow = async (call: Call, query: Query, cap: number): Promise<Page> => {
  const begin = (pageOf(query) - 1) * query.size
  const end = Math.min(begin + query.size, cap)
  const rows: Row[] = []
  let total: Total | undefined
  for (let at = begin; at < end;) {
    const size = fitting(at, end - at)
    const part = await listPage(call, { ...query, page: String(at / size + 1), size })
    rows.push(...part.rows)
    total = part.total ?? total
    if (part.rows.length < size) break
    at += size
  }
  const more = begin + query.size < Math.min(total?.count ?? 0, cap)
  const hidden = total === undefined ? begin >= cap : total.count > cap
  return {
    rows,
    total,
    ...(more ? { next: String(pageOf(query) + 1) } : {}),
    ...(hidden
      ? {
          incomplete: `This Cloud Foundry shows only the first ${formatCount(cap)} packages of a list; filters bring others into view.`,
        }
      : {}),
  }
}

/**
 * The experimental API takes no parameters but page and size, and refuses all others. Its lists are
 * filtered and sorted here instead, over every page, so that one set of fields serves both eras.
 */
const listByHand = async (call: Call, query: Query, refused: unknown): Promise<Page> => {
  const impossible = fields.find((field) => field.remoteOnly && query.filters[field.id])
  if (impossible)
    throw new ProviderError(
      {
        trouble: "unsupported",
        title: `This Cloud Foundry is too old to filter by ${impossible.label.toLowerCase()}.`,
        detail: refusal(refused),
      },
      refused,
    )
  const rows: Row[] = []
  for (let page: string | undefined = "1"; page !== undefined;) {
    const part: Page = await listPage(call, { ...emptyQuery, page, size: max })
    rows.push(...part.rows)
    page = part.next
  }
  const found = rows.filter(rowFilter(fields, query)).sort(rowOrder(fields, query.sort))
  const end = pageOf(query) * query.size
  return {
    rows: found.slice(end - query.size, end),
    total: { count: found.length, exact: true },
    ...(end < found.length ? { next: String(pageOf(query) + 1) } : {}),
  }
}

/** A page of the packages that the account can see. */
export const listPackages = async (call: Call, query: Query): Promise<Page> => {
  try {
    const page = await listPage(call, query)
    if (page.total) return page
    // Behind the last page, which only the first can tell.
    const { total } = await listPage(call, { ...query, page: "", size: 1 })
    return { ...page, total }
  } catch (cause) {
    const cap = capOf(cause)
    if (cap !== undefined && cap > 0) return await listBelow(call, query, cap)
    if (
      /unknown query parameter/i.test(refusal(cause)) &&
      paramsOf(query).some(([, value]) => value)
    )
      return await listByHand(call, query, cause)
    throw cause
  }
}
