import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { badQuery, refuse } from "./errors.ts"
import { StoredPackage, paginate, present2015, presentToday } from "./present.ts"
import type { Metadata } from "./present.ts"
import { readListQuery } from "./query.ts"
import type { Condition, Dialect } from "./query.ts"

/** What the caller may see: every space, or the spaces in which the user has a role. */
export type Visible = "all" | readonly string[]

const visibleTo = (visible: Visible): readonly Condition[] =>
  visible === "all"
    ? []
    : [
        {
          sql: `p.space_guid in (${visible.map(() => "?").join(", ")})`,
          values: [...visible],
        },
      ]

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

const whereOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? "" : `where ${conditions.map(({ sql }) => `(${sql})`).join(" and ")}`

export type ListRequest = {
  readonly query: URLSearchParams
  readonly dialect: Dialect
  readonly visible: Visible
  /** The list's own path, for instance `/v3/packages`. */
  readonly path: string
  /** The API's address, with which links begin; undefined speaks as in 2015. */
  readonly api: string | undefined
  /** Narrows the list to what the path names. */
  readonly within?: Condition
}

/** Lists packages a page at a time; the database does the work. */
export const listPackages = (world: World, asked: ListRequest): Response => {
  const query = readListQuery(asked.query, asked.dialect)
  if (!("conditions" in query)) return badQuery(query)
  const { page, perPage } = query
  const conditions = [
    ...visibleTo(asked.visible),
    ...(asked.within ? [asked.within] : []),
    ...query.conditions,
  ]
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
  const address = `${asked.api ?? ""}${asked.path}`
  const pagination = paginate(address, query.asked, { page, perPage, total })
  if (asked.api === undefined) {
    const { total_pages: _, ...old } = pagination
    return json(200, { pagination: old, resources: rows.map(present2015) })
  }
  const { api } = asked
  const metadata = readMetadata(
    world,
    rows.map(({ id }) => id),
  )
  return json(200, {
    pagination,
    resources: rows.map((row) => presentToday(row, metadata.get(row.id) ?? emptyMetadata, api)),
  })
}

/** One package; what the caller may not see does not exist. */
export const getPackage = (
  world: World,
  guid: string,
  visible: Visible,
  api: string | undefined,
): Response => {
  const conditions = [...visibleTo(visible), { sql: "p.guid = ?", values: [guid] }]
  const found = world.db
    .prepare(`select p.* from cf_packages p ${whereOf(conditions)}`)
    .get(...conditions.flatMap((condition) => condition.values))
  if (found === undefined) return refuse("notFound", "Package not found")
  const item = v.parse(StoredPackage, found)
  if (api === undefined) return json(200, present2015(item))
  const metadata = readMetadata(world, [item.id]).get(item.id) ?? emptyMetadata
  return json(200, presentToday(item, metadata, api))
}

/** Whether the caller can see an app, which here is known by its packages. */
export const seesApp = (world: World, guid: string, visible: Visible): boolean => {
  const conditions = [...visibleTo(visible), { sql: "p.app_guid = ?", values: [guid] }]
  return (
    world.db
      .prepare(`select 1 from cf_packages p ${whereOf(conditions)} limit 1`)
      .get(...conditions.flatMap((condition) => condition.values)) !== undefined
  )
}
