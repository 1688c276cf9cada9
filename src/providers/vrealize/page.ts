import type * as v from "valibot"
import type { Row } from "../../model/field.ts"
import type { Page, Total } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { rawItems } from "../decode.ts"
import type { listOf } from "./wire.ts"

type List<Item> = v.InferOutput<ReturnType<typeof listOf<Item>>>

/** Where the next page is, is ours to say: a link's href may name another host. */
const hasNext = ({ links, content, metadata }: List<unknown>, page: number): boolean =>
  content.length > 0 &&
  (typeof metadata.totalPages === "number"
    ? metadata.totalPages > page
    : (links ?? []).some((link) => link.rel === "next"))

/**
 * The documentation's words call this number the rows returned, its payloads the rows there are. Not
 * believed where it is less than the rows that must be there.
 */
const totalOf = (
  list: List<unknown>,
  { size }: Pick<Query, "size">,
  page: number,
): Total | undefined => {
  const count = list.metadata.totalElements
  if (typeof count !== "number") return undefined
  const seen = list.content.length === 0 ? 0 : (page - 1) * size + list.content.length
  const least = hasNext(list, page) ? seen + 1 : seen
  return count < least ? undefined : { count, exact: true }
}

/** The number of the page that a query asks for, from 1. */
export const numberOf = ({ page }: Pick<Query, "page">): number => (page === "" ? 1 : Number(page))

/** A list's answer as a page of rows. */
export const pageOf = <Item>(
  { body, raw }: { readonly body: List<Item>; readonly raw: unknown },
  query: Pick<Query, "page" | "size">,
  rowOf: (item: Item, raw: unknown) => Row,
): Page => {
  const page = numberOf(query)
  const sent = rawItems(raw, "content")
  return {
    rows: body.content.map((item, at) => rowOf(item, sent[at])),
    total: totalOf(body, query, page),
    ...(hasNext(body, page) ? { next: String(page + 1) } : {}),
  }
}
