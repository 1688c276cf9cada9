import * as v from "valibot"
import { json } from "../answer.ts"
import { seenBy } from "./caller.ts"
import { badQuery, refused } from "./errors.ts"
import type { Asked } from "./packages.ts"
import { paginate } from "./present.ts"
import { listParameters, readPaging, splitList, unknownParameters, whereOf } from "./query.ts"
import type { Condition } from "./query.ts"

const Stored = v.object({
  guid: v.string(),
  name: v.string(),
  lifecycle: v.string(),
  space_guid: v.string(),
  organization_guid: v.string(),
  created_at: v.string(),
})
type Stored = v.InferOutput<typeof Stored>

const self = (api: string, kind: string, guid: string) => ({ href: `${api}/v3/${kind}/${guid}` })
const toOne = (guid: string) => ({ data: { guid } })
const metadata = { labels: {}, annotations: {} }

const times = ({ created_at }: Stored) => ({ created_at, updated_at: created_at })

const lifecycleOf = ({ lifecycle }: Stored) =>
  lifecycle === "docker"
    ? { type: "docker", data: {} }
    : { type: "buildpack", data: { buildpacks: [], stack: "cflinuxfs4" } }

/** An app as it was in 2015, when spaces and organizations had no place in v3 yet. */
const oldApp = (one: Stored) => ({
  guid: one.guid,
  name: one.name,
  desired_state: "STOPPED",
  total_desired_instances: 0,
  ...times(one),
  lifecycle: lifecycleOf(one),
  environment_variables: {},
  links: {
    self: { href: `/v3/apps/${one.guid}` },
    space: { href: `/v2/spaces/${one.space_guid}` },
  },
})

const present = {
  apps: (one: Stored, api: string) => ({
    guid: one.guid,
    ...times(one),
    name: one.name,
    state: "STOPPED",
    lifecycle: lifecycleOf(one),
    relationships: { space: toOne(one.space_guid) },
    metadata,
    links: { self: self(api, "apps", one.guid), space: self(api, "spaces", one.space_guid) },
  }),
  spaces: (one: Stored, api: string) => ({
    guid: one.guid,
    ...times(one),
    name: one.name,
    relationships: { organization: toOne(one.organization_guid), quota: { data: null } },
    metadata,
    links: { self: self(api, "spaces", one.guid) },
  }),
  organizations: (one: Stored, api: string, suspended: readonly string[]) => ({
    guid: one.guid,
    ...times(one),
    name: one.name,
    suspended: suspended.includes(one.name),
    relationships: { quota: { data: null } },
    metadata,
    links: { self: self(api, "organizations", one.guid) },
  }),
} as const

/** Where each is kept, as one table of the columns above, and what else filters it. */
const kinds = {
  apps: {
    sql: `select a.at, a.guid, a.name, a.lifecycle, a.space_guid, s.organization_guid, a.created_at
          from cf_apps a join cf_spaces s on s.guid = a.space_guid`,
    filters: {
      guids: "guid",
      names: "name",
      space_guids: "space_guid",
      organization_guids: "organization_guid",
    },
  },
  spaces: {
    sql: `select at, guid, name, '' as lifecycle, guid as space_guid, organization_guid,
            '2014-01-01T00:00:00Z' as created_at from cf_spaces`,
    filters: { guids: "guid", names: "name", organization_guids: "organization_guid" },
  },
  organizations: {
    sql: `select min(s.at) as at, o.guid, o.name, '' as lifecycle, s.guid as space_guid,
            o.guid as organization_guid, '2014-01-01T00:00:00Z' as created_at
          from cf_organizations o join cf_spaces s on s.organization_guid = o.guid
          where {seen} group by o.guid`,
    filters: { guids: "guid", names: "name" },
  },
} as const

type Kind = keyof typeof kinds

/** GET /v3/apps, /v3/spaces, /v3/organizations: what the caller may see of them. */
export const listPlaces = (asked: Asked, kind: Kind): Response => {
  const { world, caller, query, api, options, path } = asked
  const { sql, filters } = kinds[kind]
  const unknown =
    api === undefined
      ? []
      : unknownParameters([...query.keys()], {
          allowed: [...listParameters, ...Object.keys(filters)],
          nested: [],
        })
  const { page, perPage, errors } = readPaging(query, undefined)
  if (unknown.length + errors.length > 0) return badQuery([...unknown, ...errors])
  const seen = seenBy(caller.visible, kind === "organizations" ? "s.guid" : "p.space_guid")
  const [inside = { sql: "1", values: [] }, ...outside]: readonly Condition[] =
    kind === "organizations" ? seen : [{ sql: "1", values: [] }, ...seen]
  const asks: readonly Condition[] = Object.entries(filters).flatMap(([name, column]) => {
    const value = query.get(name)
    if (value === null) return []
    const values = splitList(value)
    return [{ sql: `p.${column} in (${values.map(() => "?").join(", ") || "null"})`, values }]
  })
  const conditions = [...outside, ...asks]
  const from = `from (${sql.replace("{seen}", inside.sql)}) p ${whereOf(conditions)}`
  const values = [
    ...(kind === "organizations" ? inside.values : []),
    ...conditions.flatMap((condition) => condition.values),
  ]
  const rows = v.parse(
    v.array(Stored),
    world.db
      .prepare(`select p.* ${from} order by p.at limit ? offset ?`)
      .all(...values, perPage, (page - 1) * perPage),
  )
  const total = Number(world.db.prepare(`select count(*) as n ${from}`).get(...values)?.["n"])
  const others = [...query].filter(([name]) => name !== "page" && name !== "per_page")
  const pagination = paginate(`${api ?? ""}${path}`, others, { page, perPage, total })
  if (api === undefined) {
    const { total_pages: _, ...old } = pagination
    return json(200, { pagination: old, resources: rows.map(oldApp) })
  }
  return json(200, {
    pagination,
    resources: rows.map((one) => present[kind](one, api, options.suspended)),
  })
}

/** GET /v3/apps/:guid @throws Refused */
export const getApp = ({ world, caller, guid, api }: Asked): Response => {
  const conditions = [
    ...seenBy(caller.visible),
    { sql: "p.guid = ?", values: [guid] } satisfies Condition,
  ]
  const found = v.safeParse(
    Stored,
    world.db
      .prepare(`select p.* from (${kinds.apps.sql}) p ${whereOf(conditions)}`)
      .get(...conditions.flatMap((condition) => condition.values)),
  )
  if (!found.success) throw refused("notFound", "App not found")
  return json(200, api === undefined ? oldApp(found.output) : present.apps(found.output, api))
}
