import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { compileFilter } from "./compile.ts"
import type { Properties, Sql } from "./compile.ts"
import { InvalidArgument } from "./errors.ts"
import { parseFilter } from "./filter.ts"
import { complain } from "./lex.ts"

/** Something that is listed: where it stands, what it can be asked by, and its JSON in column `item`. */
export type Collection = {
  /** A table or subquery with the columns `item`, the tie and one for each property. */
  readonly from: Sql
  readonly properties: Properties
  /** The column that orders what nothing else does, so that pages do not overlap. */
  readonly tie: "seq" | "place"
}

type Window = {
  readonly size: number
  readonly offset: number
  /** The query of another page, in the words that this one was asked in. */
  readonly linkTo: (number: number) => Readonly<Record<string, string>>
}

const readCount = (query: URLSearchParams, name: string, least: number): number | undefined => {
  const text = query.get(name)
  if (text === null) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number
  throw new InvalidArgument(
    `${name}: expected a whole number of ${least} or more, found "${text}".`,
  )
}

const defaultSize = 20

/** Pages by page and limit, or by entry with $top and $skip, which win when both are there. */
const windowOf = (query: URLSearchParams): Window => {
  const top = readCount(query, "$top", 1)
  const skip = readCount(query, "$skip", 0)
  const page = readCount(query, "page", 1) ?? 1
  const limit = readCount(query, "limit", 1) ?? defaultSize
  if (top === undefined && skip === undefined)
    return {
      size: limit,
      offset: (page - 1) * limit,
      linkTo: (number) => ({ page: String(number), limit: String(limit) }),
    }
  const size = top ?? limit
  return {
    size,
    offset: skip ?? 0,
    linkTo: (number) => ({ $top: String(size), $skip: String((number - 1) * size) }),
  }
}

const orderTerm = /^([A-Za-z_@][\w@/]*)(?:\s+(asc|desc))?$/

/** `name asc,createdDate desc` */
const orderOf = (query: URLSearchParams, { properties, tie }: Collection): string => {
  const parameter = query.has("$orderby") ? "$orderby" : "orderBy"
  const source = query.get(parameter)
  if (source === null) return `order by ${tie}`
  let at = 0
  const terms = source.split(",").map((part) => {
    const start = at + (part.length - part.trimStart().length)
    at += part.length + 1
    const [, property, direction = "asc"] = orderTerm.exec(part.trim()) ?? []
    if (property === undefined)
      throw complain(parameter, start, `expected a property, then asc or desc, found "${part}"`)
    if (!properties.has(property))
      throw complain(parameter, start, `there is no property "${property}"`)
    return `"${property}" ${direction}`
  })
  return `order by ${[...terms, tie].join(", ")}`
}

const filterOf = (query: URLSearchParams, properties: Properties): Sql => {
  const source = query.get("$filter")
  if (source === null) return { text: "", values: [] }
  const { text, values } = compileFilter(parseFilter(source), properties)
  return { text: `where ${text}`, values }
}

/** None when everything fits on one page. */
const linksOf = (address: string, query: URLSearchParams, window: Window, pages: number) => {
  const number = Math.floor(window.offset / window.size) + 1
  if (pages <= 1 && number === 1) return []
  const last = Math.max(1, pages)
  const link = (rel: string, to: number) => {
    const kept = new URLSearchParams(query)
    for (const [name, value] of Object.entries(window.linkTo(to))) kept.set(name, value)
    return { rel, href: `${address}?${kept}` }
  }
  return [
    link("self", number),
    link("first", 1),
    ...(number > 1 ? [link("previous", Math.min(number - 1, last))] : []),
    ...(number < last ? [link("next", number + 1)] : []),
    link("last", last),
  ]
}

/**
 * Answers a list as every list of the service is answered.
 * @throws InvalidArgument for a parameter that cannot be understood
 */
export const answerList = (
  world: World,
  address: string,
  query: URLSearchParams,
  collection: Collection,
): Response => {
  const { from, properties } = collection
  const window = windowOf(query)
  const order = orderOf(query, collection)
  const filter = filterOf(query, properties)
  const values = [...from.values, ...filter.values]
  const total = Number(
    world.db.prepare(`select count(*) as total from ${from.text} ${filter.text}`).get(...values)?.[
      "total"
    ],
  )
  const rows = world.db
    .prepare(`select item from ${from.text} ${filter.text} ${order} limit ? offset ?`)
    .all(...values, window.size, window.offset)
  const content: unknown = JSON.parse(`[${rows.map((row) => row["item"]).join(",")}]`)
  const pages = Math.ceil(total / window.size)
  return json(200, {
    links: linksOf(address, query, window, pages),
    content,
    metadata: {
      size: window.size,
      totalElements: total,
      totalPages: pages,
      number: Math.floor(window.offset / window.size) + 1,
      offset: window.offset,
    },
  })
}
