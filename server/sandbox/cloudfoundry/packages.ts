import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { seenBy } from "./caller.ts"
import type { Caller } from "./caller.ts"
import { badQuery, refused } from "./errors.ts"
import type { Refused } from "./errors.ts"
import type { Options } from "./options.ts"
import { StoredPackage, paginate, present2015, presentToday } from "./present.ts"
import type { Metadata } from "./present.ts"
import { readListQuery, whereOf } from "./query.ts"
import type { Condition, Dialect } from "./query.ts"

/** A request by somebody known, to whatever its path names. */
export type Asked = {
  readonly world: World
  readonly request: Request
  readonly query: URLSearchParams
  /** The path without the API's own prefix. */
  readonly path: string
  /** What the path names; empty where it is a list. */
  readonly guid: string
  readonly caller: Caller
  /** Where links begin; undefined: the API as it was in 2015. */
  readonly api: string | undefined
  /** The address of the whole sandbox API, whatever its era. */
  readonly origin: string
  readonly options: Options
  readonly dialects: { readonly all: Dialect; readonly app: Dialect }
}

const Pair = v.object({ package_id: v.number(), key: v.string(), value: v.string() })

const emptyMetadata: Metadata = { labels: {}, annotations: {} }

/** Labels and annotations of a page's packages, in two queries. */
const readMetadata = (world: World, ids: readonly number[]): ReadonlyMap<number, Metadata> => {
  const among = JSON.stringify(ids)
  const pairsOf = (table: "cf_labels" | "cf_annotations") =>
    v.parse(
      v.array(Pair),
      world.db
        .prepare(
          `select package_id, key, value from ${table}
           where package_id in (select value from json_each(?)) order by package_id, key`,
        )
        .all(among),
    )
  const metadata = new Map<
    number,
    { labels: Record<string, string>; annotations: Record<string, string> }
  >(ids.map((id) => [id, { labels: {}, annotations: {} }]))
  for (const { package_id, key, value } of pairsOf("cf_labels")) {
    const labels = metadata.get(package_id)?.labels
    if (labels) labels[key] = value
  }
  for (const { package_id, key, value } of pairsOf("cf_annotations")) {
    const annotations = metadata.get(package_id)?.annotations
    if (annotations) annotations[key] = value
  }
  return metadata
}

/** Lists packages a page at a time; the database does the work. `within`: what the path names. */
export const listPackages = (asked: Asked, dialect: Dialect, within?: Condition): Response => {
  const { world, caller, path, api } = asked
  const query = readListQuery(asked.query, dialect)
  if (!("conditions" in query)) return badQuery(query)
  const { page, perPage } = query
  const conditions = [...seenBy(caller.visible), ...(within ? [within] : []), ...query.conditions]
  const where = whereOf(conditions)
  const values = conditions.flatMap((condition) => condition.values)
  const rows = v.parse(
    v.array(StoredPackage),
    world.db
      .prepare(`select p.* from cf_packages p ${where} order by ${query.orderBy} limit ? offset ?`)
      .all(...values, perPage, (page - 1) * perPage),
  )
  // Cloud Controller counts over the rows of the page, so a page past the end has a total of 0.
  const counted = world.db
    .prepare(`select count(*) as n from cf_packages p ${where}`)
    .get(...values)
  const total = rows.length === 0 ? 0 : Number(counted?.["n"])
  const pagination = paginate(`${api ?? ""}${path}`, query.asked, { page, perPage, total })
  if (api === undefined) {
    const { total_pages: _, ...old } = pagination
    return json(200, { pagination: old, resources: rows.map(present2015) })
  }
  const metadata = readMetadata(
    world,
    rows.map(({ id }) => id),
  )
  return json(200, {
    pagination,
    resources: rows.map((row) => presentToday(row, metadata.get(row.id) ?? emptyMetadata, api)),
  })
}

const notFound = (): Refused => refused("notFound", "Package not found")

/** One package; what the caller may not see does not exist. @throws Refused, or what `missing` says */
export const findPackage = (
  { world, caller }: Pick<Asked, "world" | "caller">,
  guid: string,
  missing: () => Error = notFound,
): StoredPackage => {
  const conditions = [...seenBy(caller.visible), { sql: "p.guid = ?", values: [guid] }]
  const found = world.db
    .prepare(`select p.* from cf_packages p ${whereOf(conditions)}`)
    .get(...conditions.flatMap((condition) => condition.values))
  if (found === undefined) throw missing()
  return v.parse(StoredPackage, found)
}

/** Answers with a package. @throws Refused */
export const showPackage = (asked: Asked, guid: string, status: number): Response => {
  const item = findPackage(asked, guid)
  if (asked.api === undefined) return json(status, present2015(item))
  const metadata = readMetadata(asked.world, [item.id]).get(item.id) ?? emptyMetadata
  return json(status, presentToday(item, metadata, asked.api))
}

/** GET /v3/apps/:guid/packages @throws Refused */
export const listOfApp = (asked: Asked): Response => {
  const { world, caller, guid } = asked
  const conditions = [
    ...seenBy(caller.visible, "a.space_guid"),
    { sql: "a.guid = ?", values: [guid] },
  ]
  const seen = world.db
    .prepare(`select 1 from cf_apps a ${whereOf(conditions)}`)
    .get(...conditions.flatMap((condition) => condition.values))
  if (!seen) throw refused("notFound", "App not found")
  return listPackages(asked, asked.dialects.app, { sql: "p.app_guid = ?", values: [guid] })
}
