import type { Field } from "./field.ts"
import type { Paging } from "./provider.ts"
import { exactly, filterStyle, parseVersions, partIn, readFilterValue } from "./filter.ts"
import { canFilter, readWhere, remoteProblem } from "./readWhere.ts"
import { fromParts, join, printWhere, remoteIn, termsOf, toParts } from "./where.ts"
import type { Parts, Where } from "./where.ts"

export type SortKey = { readonly field: string; readonly desc: boolean }

/** What someone wants of a list. Lives in the URL; never copied into React state. */
export type Query = {
  /** Searched in every text of a row; no API of ours can do it. */
  readonly text: string
  /**
   * By field id. The kind decides what a value means: a part of a text (or `=exactly`; see `partIn`), one of several
   * alternatives of a status or flag, a range `from..to` of numbers, bytes, dates, durations and versions.
   * Several values are alternatives, unless the field says otherwise (`every`); several fields must all hold.
   */
  readonly filters: Readonly<Record<string, readonly string[]>>
  /** What must hold besides: alternatives, exceptions, phrases. No API of ours can do it. */
  readonly where?: Where | undefined
  readonly sort: readonly SortKey[]
  /** "" the first, "3" a numbered page, or an opaque token that only the adapter reads. */
  readonly page: string
  readonly size: number
  /** Field ids that are looked at; absent: all. Lets an API that can send fewer fields do so. */
  readonly fields?: readonly string[]
  /**
   * The best matches of the text come first, and `sort` is for equals. Where nothing matches, what is
   * similar to it is the answer, and is said to be no more than that. Never in a URL.
   */
  readonly ranked?: true
}

/** Whether it asks for less than the whole list. */
export const narrows = ({ text, filters, where }: Pick<Query, "text" | "filters" | "where">) =>
  text !== "" || where !== undefined || Object.keys(filters).length > 0

/** What asks for the whole list. */
export const unnarrowed = { text: "", filters: {}, where: undefined } as const

export const emptyQuery: Query = { text: "", filters: {}, sort: [], page: "", size: 50 }

/** Words of the URL that are not field ids. No field may have one of these as its id. */
export const reservedParams = [
  "q",
  "sort",
  "page",
  "per",
  "cols",
  "pin",
  "do",
  "of",
  "tab",
  "view",
  "where",
] as const

/** Whether the API of a field answers these filter values by itself, and means by them what we mean. */
const filtersRemotely = (field: Field, values: readonly string[]): boolean => {
  const can = field.filter ?? []
  if (field.remoteOnly) return true
  // A sign that belongs to the text, and a comparison, are ours to read.
  if (values.some((value) => partIn(value) !== value || parseVersions(field.kind, value)))
    return false
  switch (filterStyle[field.kind]) {
    case "range":
      return can.includes("range") && values.length === 1
    case "choice":
      return values.length === 1
        ? can.includes("equals") || can.includes("oneOf")
        : can.includes("oneOf")
    case "part": {
      const whole = values.flatMap((value) => exactly(value) ?? [])
      if (field.asks && !whole.every((value) => field.asks?.test(value))) return false
      if (whole.length === values.length)
        return values.length === 1
          ? can.includes("equals") || can.includes("oneOf")
          : can.includes("oneOf")
      return (
        can.includes("contains") && values.length === 1 && exactly(values[0] ?? "") === undefined
      )
    }
  }
}

export type Plan = {
  /** What the API is asked. */
  readonly remote: Query
  /** What is left for us to do with its answer. */
  readonly local: Query
  /** Every page must be read before the answer is the truth. */
  readonly needsAll: boolean
}

type Planned = {
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly sorts?: number
}

/**
 * Splits a query into what the API does and what is left for us. Filters go to the API one by one,
 * as far as it means the same by them. A sort goes as a whole, or, where anything is left for us on a
 * paged list, not at all: the rows are then all here, and one order must not be mixed from two.
 */
export const plan = (resource: Planned, query: Query): Plan => {
  const fields = new Map(resource.fields.map((field) => [field.id, field]))
  const remoteFilters: Record<string, readonly string[]> = {}
  const localFilters: Record<string, readonly string[]> = {}
  for (const [id, values] of Object.entries(query.filters)) {
    const field = fields.get(id)
    if (!field || values.length === 0) continue
    const into = filtersRemotely(field, values) ? remoteFilters : localFilters
    into[id] = values
  }
  const sort = query.sort.filter((key) => fields.has(key.field))
  const canSort =
    sort.length <= (resource.sorts ?? 1) &&
    sort.every((key) => fields.get(key.field)?.sort === "server")
  const left =
    query.text !== "" ||
    query.where !== undefined ||
    Object.keys(localFilters).length > 0 ||
    !canSort
  const paged = resource.paging.by !== "none"
  const needsAll = left && paged
  const local: Query = {
    ...query,
    filters: localFilters,
    sort: left || !paged ? sort : [],
    ...(left || !paged ? {} : { page: "" }),
  }
  const remote: Query = {
    ...query,
    text: "",
    where: undefined,
    filters: remoteFilters,
    sort: left ? [] : sort,
    ...(left && resource.paging.by !== "none" ? { page: "", size: resource.paging.max } : {}),
  }
  return { remote, local, needsAll }
}

/** Whether its pages have numbers: those that we cut ourselves have, whatever the API has. */
export const isNumbered = ({ by }: Paging): boolean => by !== "token" && by !== "link"

/** What was in a link that this list cannot do, in words, so that the page can say so. */
export type Dropped = readonly string[]

/** A value that was left out, and why; what is said of a link is one sentence. */
const left = (value: string, problem: string): string => `"${value}": ${problem.replace(/\.$/, "")}`

/**
 * The same question with everything in the place that is its own. A filter that stands in `where` alone
 * would hold and yet be pressed nowhere.
 */
const settled = (parts: Parts): Parts => toParts(fromParts(parts))

/**
 * Reads a query from the URL. Bad and unknown values are left out and named, never an error:
 * `?name=foo&status=failed&size=50mb..&sort=-created,name&page=2&per=100&q=log4j`.
 */
export const readQuery = (
  fields: readonly Field[],
  paging: Paging,
  params: URLSearchParams,
): { query: Query; dropped: Dropped } => {
  const known = new Map(fields.map((field) => [field.id, field]))
  const reserved: readonly string[] = reservedParams
  const dropped: string[] = []
  const filters: Record<string, string[]> = {}
  for (const name of new Set(params.keys())) {
    if (reserved.includes(name)) continue
    const field = known.get(name)
    if (!field || !canFilter(field)) {
      dropped.push(
        field
          ? left(name, `A list cannot be filtered by ${field.label}.`)
          : `no column is called "${name}"`,
      )
      continue
    }
    const good: string[] = []
    for (const text of params.getAll(name).filter((one) => one !== "")) {
      const value = readFilterValue(field, text)
      if ("problem" in value) dropped.push(left(text, value.problem))
      else good.push(value.value)
    }
    if (good.length > 0) filters[name] = [...new Set(good)]
  }
  const sort: SortKey[] = []
  for (const part of (params.get("sort") ?? "").split(",").filter((word) => word !== "")) {
    const desc = part.startsWith("-")
    const id = desc ? part.slice(1) : part
    const field = known.get(id)
    if (!field || field.itemOnly || field.remoteOnly || field.late)
      dropped.push(`no column "${id}" to sort by`)
    else if (!sort.some((key) => key.field === id)) sort.push({ field: id, desc })
  }
  const expression = params.get("where") ?? ""
  const read = readWhere(fields, expression)
  const where = "where" in read ? read.where : undefined
  if ("problem" in read) dropped.push(left(expression, read.problem.message))
  const parts = settled({ text: params.get("q") ?? "", filters, where })
  const ours = termsOf(parts.where).filter((term) => {
    const remote = remoteIn(fields, term)
    if (remote) dropped.push(left(printWhere(term), remoteProblem(remote)))
    return !remote
  })
  const sizes = sizesOf(paging)
  const asked = Number(params.get("per") ?? sizes[0])
  const size = sizes.includes(asked) ? asked : sizes[0]
  if (size !== asked) dropped.push(`pages of ${params.get("per")} rows are not offered`)
  const page = params.get("page") ?? ""
  const pageFine = page === "" || !isNumbered(paging) || /^[1-9]\d{0,8}$/.test(page)
  if (!pageFine) dropped.push(`"${page}" is no page number`)
  return {
    query: {
      ...parts,
      where: join("all", ours),
      sort,
      page: pageFine && page !== "1" ? page : "",
      size,
    },
    dropped,
  }
}

const ownSizes = [50, 25, 100, 1000, 10_000] as const

/** The page sizes a list offers, its usual one first. */
export const sizesOf = (paging: Paging): readonly [number, ...number[]] =>
  paging.by === "none" ? ownSizes : paging.sizes

/** The inverse of {@link readQuery}, defaults left out; parameters that are not the query's stay. */
export const writeQuery = (
  paging: Paging,
  query: Query,
  keep = new URLSearchParams(),
): URLSearchParams => {
  const params = new URLSearchParams()
  const { text, filters, where } = settled(query)
  if (text !== "") params.set("q", text)
  for (const [id, values] of Object.entries(filters))
    for (const value of values) params.append(id, value)
  if (where) params.set("where", printWhere(where))
  if (query.sort.length > 0)
    params.set("sort", query.sort.map((key) => (key.desc ? `-${key.field}` : key.field)).join(","))
  if (query.page !== "" && query.page !== "1") params.set("page", query.page)
  if (query.size !== sizesOf(paging)[0]) params.set("per", String(query.size))
  for (const name of ["cols", "pin", "do", "of", "tab", "view"]) {
    const value = keep.get(name)
    if (value !== null) params.set(name, value)
  }
  return params
}
