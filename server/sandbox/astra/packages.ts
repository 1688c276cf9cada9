import type { SQLOutputValue } from "node:sqlite"
import * as v from "valibot"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"
import { asFieldName, fieldNames, fields, paths } from "./fields.ts"
import type { FieldName } from "./fields.ts"
import { compileFilter, parseFilter, sqlOf } from "./filter.ts"
import { InvalidParameter, problemOf } from "./problems.ts"

/**
 * What a world can have different here, set with `writeOptions(world, "astra", ...)` or through the
 * control API. `cap`: the server sends no more items than this at once, and `metadata.continue` with
 * them, for which the API documents no parameter.
 */
const Options = v.object({
  cap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
})

type Row = Record<string, SQLOutputValue>

const parameters: ReadonlySet<string> = new Set(["filter", "orderBy", "include", "limit"])

/** A column as JSON; undefined where the package does not have the field. */
const jsonOf = (row: Row, name: FieldName): string | undefined => {
  const value = row[name]
  if (typeof value !== "string") return undefined
  return fields[name] === "json" ? value : JSON.stringify(value)
}

const objectOf = (row: Row): string => {
  const members = fieldNames.flatMap((name) => {
    const value = jsonOf(row, name)
    return value === undefined ? [] : [`"${name}":${value}`]
  })
  return `{${members.join(",")}}`
}

/** The values alone, in the order asked for; null for what is absent or unknown. */
const arrayOf = (row: Row, include: readonly string[]): string => {
  const values = include.map((name) => {
    const field = asFieldName(name)
    return (field && jsonOf(row, field)) ?? "null"
  })
  return `[${values.join(",")}]`
}

const single = (query: URLSearchParams, name: string): string | undefined => {
  const [value, ...more] = query.getAll(name)
  if (more.length > 0) throw new InvalidParameter(name, "given more than once")
  return value
}

const includeOf = (query: URLSearchParams): readonly string[] | undefined => {
  const text = single(query, "include")
  if (text === undefined) return undefined
  if (!/^[A-Za-z]\w*(,[A-Za-z]\w*)*$/.test(text))
    throw new InvalidParameter("include", "must be names of fields, joined by commas")
  return text.split(",")
}

const orderOf = (query: URLSearchParams): string => {
  const text = single(query, "orderBy")
  if (text === undefined) return "order by seq"
  const [, path = "", descending] = /^(\S+?)( desc)?$/.exec(text) ?? []
  if (!paths.has(path) || path.includes("[*]"))
    throw new InvalidParameter("orderBy", "must be one field, with desc after it or not")
  const direction = descending === undefined ? "asc" : "desc"
  return `order by ${sqlOf(path, (value) => value)} ${direction}, seq ${direction}`
}

const limitOf = (query: URLSearchParams): number | undefined => {
  const text = single(query, "limit")
  if (text === undefined) return undefined
  const limit = Number(text)
  if (!/^[1-9][0-9]*$/.test(text) || !Number.isSafeInteger(limit))
    throw new InvalidParameter("limit", "must be a whole number of 1 or more")
  return limit
}

const columnsFor = (include: readonly string[] | undefined): string => {
  const names = fieldNames.filter((name) => include?.includes(name) ?? true)
  return names.length === 0 ? "seq" : names.map((name) => `"${name}"`).join(", ")
}

const edgeOf = (world: World, field: string, direction: "asc" | "desc"): string | undefined => {
  const edge = world.db
    .prepare(
      `select metadata ->> '$.${field}' as edge from astra_packages
       order by metadata ->> '$.${field}' ${direction} limit 1`,
    )
    .get()?.["edge"]
  return typeof edge === "string" ? edge : undefined
}

/** `count` is of the items sent, not of those that exist: so the API's guide says it. */
const metadataOf = (world: World, count: number, more: boolean) => ({
  labels: [],
  creationTimestamp: edgeOf(world, "creationTimestamp", "asc"),
  modificationTimestamp: edgeOf(world, "modificationTimestamp", "desc"),
  count,
  ...(more ? { continue: Buffer.from(`packages:${count}`).toString("base64url") } : {}),
})

/**
 * GET packages: filter, orderBy, include and limit, and nothing else.
 * @throws InvalidParameter for one that cannot be understood
 */
export const listPackages = (world: World, query: URLSearchParams, type: string): Response => {
  const unknown = [...new Set(query.keys())].filter((name) => !parameters.has(name))
  if (unknown.length > 0)
    return problemOf(
      6,
      unknown.map((name) => ({ name, reason: "not supported by this collection" })),
    )
  const filter = compileFilter(query.getAll("filter").flatMap((text) => parseFilter(text)))
  const order = orderOf(query)
  const include = includeOf(query)
  const limit = limitOf(query)
  const { cap } = readOptions(world, "astra", Options)
  const capped = cap !== undefined && (limit === undefined || limit > cap)
  // One more than is sent tells whether something was held back.
  const most = capped ? cap + 1 : (limit ?? -1)
  const rows = world.db
    .prepare(`select ${columnsFor(include)} from astra_packages ${filter.text} ${order} limit ?`)
    .all(...filter.values, most)
  const more = capped && rows.length > cap
  const sent = more ? rows.slice(0, cap) : rows
  const items = sent.map((row) => (include ? arrayOf(row, include) : objectOf(row)))
  const metadata = JSON.stringify(metadataOf(world, sent.length, more))
  return new Response(
    `{"type":"application/astra-packages","version":"1.0","items":[${items.join(",")}],"metadata":${metadata}}`,
    { headers: { "content-type": type } },
  )
}

/** GET packages/{id} */
export const getPackage = (world: World, id: string): Response => {
  const row = world.db
    .prepare(`select ${columnsFor(undefined)} from astra_packages where "id" = ?`)
    .get(id)
  if (!row) return problemOf(1)
  return new Response(objectOf(row), {
    headers: { "content-type": "application/astra-package+json" },
  })
}
