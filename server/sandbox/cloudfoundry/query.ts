import type { SQLInputValue } from "node:sqlite"
import { parseLabelSelector } from "./labels.ts"
import type { Requirement } from "./labels.ts"

/** A condition in SQL over `cf_packages p`, with what stands for its question marks. */
export type Condition = { readonly sql: string; readonly values: readonly SQLInputValue[] }

/** Several conditions, all of which must hold; nothing where there are none. */
export const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? "" : `where ${conditions.map(({ sql }) => `(${sql})`).join(" and ")}`

/** A list query that the API accepts. */
export type ListQuery = {
  readonly page: number
  readonly perPage: number
  readonly conditions: readonly Condition[]
  readonly orderBy: string
  /** What was asked, for the links to the other pages. */
  readonly asked: readonly (readonly [string, string])[]
}

/** How the API reads queries: as today, for one app, or as in 2015. */
export type Dialect = {
  readonly allowed: readonly string[]
  /** Known to the list of all packages but not here, so its refusal does not list what is valid. */
  readonly nested: readonly string[]
  readonly maxResults?: number
}

const lists = [
  "guids",
  "states",
  "types",
  "app_guids",
  "space_guids",
  "organization_guids",
] as const
const columns: Readonly<Record<(typeof lists)[number], string>> = {
  guids: "guid",
  states: "state",
  types: "type",
  app_guids: "app_guid",
  space_guids: "space_guid",
  organization_guids: "organization_guid",
}
const paging = ["page", "per_page"]
/** What every list takes today. */
export const listParameters: readonly string[] = [
  ...paging,
  "order_by",
  "created_ats",
  "updated_ats",
  "label_selector",
]
const ofPlaces = ["app_guids", "space_guids", "organization_guids"]

export const ofAllPackages: Dialect = { allowed: [...listParameters, ...lists], nested: [] }
export const ofOneApp: Dialect = {
  allowed: [...listParameters, "guids", "states", "types"],
  nested: ofPlaces,
}
export const of2015: Dialect = { allowed: paging, nested: [] }

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ")

/** `created_ats[gte]` -> `created_ats`. */
const nameOf = (parameter: string): string => parameter.replace(/\[.*$/, "")

export const unknownParameters = (
  names: readonly string[],
  dialect: Dialect,
): readonly string[] => {
  const unknown = [...new Set(names.map(nameOf))].filter((name) => !dialect.allowed.includes(name))
  if (unknown.length === 0) return []
  const refused = `Unknown query parameter(s): ${quoted(unknown)}`
  return unknown.every((name) => dialect.nested.includes(name))
    ? [refused]
    : [`${refused}. Valid parameters are: ${quoted(dialect.allowed)}`]
}

/** Values are split first and decoded once more after, so that a value may hold a comma. */
export const splitList = (value: string): readonly string[] =>
  value === ""
    ? []
    : value.split(/,\s*/).map((part) => {
        try {
          return decodeURIComponent(part)
        } catch {
          return part
        }
      })

const among = (column: string, values: readonly SQLInputValue[]): Condition => ({
  sql: values.length === 0 ? "0" : `p.${column} in (${values.map(() => "?").join(", ")})`,
  values,
})

const relations: Readonly<Record<string, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" }

const isTimestamp = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value) && !Number.isNaN(Date.parse(value))

const badTimestamp =
  "has an invalid timestamp format. Timestamps should be formatted as 'YYYY-MM-DDThh:mm:ssZ'"

type Read = { readonly conditions: readonly Condition[]; readonly errors: readonly string[] }

/** `created_ats=a,b` are exact times, `created_ats[gte]=a` is a bound; both kinds for both dates. */
const readTimes = (query: URLSearchParams, parameter: string, column: string): Read => {
  const label = parameter === "created_ats" ? "Created ats" : "Updated ats"
  const conditions: Condition[] = []
  const errors: string[] = []
  for (const [name, value] of query) {
    if (nameOf(name) !== parameter) continue
    const relation = /\[(.*)\]$/.exec(name)?.[1]
    if (relation === undefined) {
      const times = splitList(value)
      if (times.every(isTimestamp)) conditions.push(among(column, times))
      else errors.push(`${label} ${badTimestamp}`)
      continue
    }
    const operator = relations[relation]
    if (operator === undefined) errors.push(`${label} Invalid relational operator: '${relation}'`)
    else if (value.includes(","))
      errors.push(`${label} only accepts one value when using an inequality filter`)
    else if (!isTimestamp(value)) errors.push(`${label} ${badTimestamp}`)
    else conditions.push({ sql: `p.${column} ${operator} ?`, values: [value] })
  }
  return { conditions, errors }
}

const ofLabel = (requirement: Requirement): Condition => {
  const { key } = requirement
  const having = "select 1 from cf_labels l where l.package_id = p.id and l.key = ?"
  if (!("values" in requirement))
    return { sql: `${requirement.op === "exists" ? "" : "not "}exists (${having})`, values: [key] }
  const { op, values } = requirement
  const one = `exists (${having} and l.value in (${values.map(() => "?").join(", ")}))`
  // As in Kubernetes, what does not have the label at all differs from the value, too.
  return { sql: op === "in" ? one : `not ${one}`, values: [key, ...values] }
}

const readLabels = (query: URLSearchParams): Read => {
  const selector = query.get("label_selector")
  if (selector === null) return { conditions: [], errors: [] }
  const parsed = parseLabelSelector(selector)
  return typeof parsed === "string"
    ? { conditions: [], errors: [parsed] }
    : { conditions: parsed.map(ofLabel), errors: [] }
}

/** As Ruby reads an integer: the digits it begins with, otherwise 0. */
const toInteger = (value: string): number => Number.parseInt(value, 10) || 0

export const readPaging = (query: URLSearchParams, maxResults: number | undefined) => {
  const page = toInteger(query.get("page") ?? "1")
  const perPage = toInteger(query.get("per_page") ?? "50")
  const errors: string[] = []
  if (page < 1) errors.push("Page must be a positive integer")
  if (perPage < 1 || perPage > 5000) errors.push("Per page must be between 1 and 5000")
  if (errors.length === 0 && maxResults !== undefined && page * perPage >= maxResults)
    errors.push(`Maximum result (page * per_page) must be less than ${maxResults}`)
  return { page, perPage, errors }
}

const readOrder = (query: URLSearchParams): { readonly orderBy: string; errors: string[] } => {
  const asked = query.get("order_by")
  if (asked === null || asked === "") return { orderBy: "p.id", errors: [] }
  const match = /^([+-]?)(created_at|updated_at)$/.exec(asked)
  if (!match?.[2])
    return { orderBy: "", errors: ["Order by can only be: 'created_at', 'updated_at'"] }
  const direction = match[1] === "-" ? "desc" : "asc"
  return { orderBy: `p.${match[2]} ${direction}, p.guid ${direction}`, errors: [] }
}

/**
 * Reads the query of a list of packages.
 * @returns the query, or the messages of the API's refusal
 */
export const readListQuery = (
  query: URLSearchParams,
  dialect: Dialect,
): ListQuery | readonly string[] => {
  const unknown = unknownParameters([...query.keys()], dialect)
  const { page, perPage, errors: pagingErrors } = readPaging(query, dialect.maxResults)
  const order = readOrder(query)
  const filters = lists.flatMap((name) => {
    const value = query.get(name)
    return value === null ? [] : [among(columns[name], splitList(value))]
  })
  const reads = [
    readTimes(query, "created_ats", "created_at"),
    readTimes(query, "updated_ats", "updated_at"),
    readLabels(query),
  ]
  const errors = [
    ...unknown,
    ...pagingErrors,
    ...order.errors,
    ...reads.flatMap((read) => read.errors),
  ]
  if (errors.length > 0) return errors
  return {
    page,
    perPage,
    conditions: [...filters, ...reads.flatMap((read) => read.conditions)],
    orderBy: order.orderBy,
    asked: [...query].filter(([name]) => !paging.includes(name)),
  }
}
