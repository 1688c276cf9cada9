import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { json } from "../answer.ts"
import { bodyOf } from "./body.ts"
import { checkSpace, seenBy } from "./caller.ts"
import { StoredBuild, StoredDroplet, oldDroplet, presentBuild, presentDroplet } from "./builds.ts"
import { badQuery, refused, unprocessable } from "./errors.ts"
import { findPackage } from "./packages.ts"
import type { Asked } from "./packages.ts"
import { paginate } from "./present.ts"
import type { StoredPackage } from "./present.ts"
import { listParameters, readPaging, splitList, unknownParameters, whereOf } from "./query.ts"
import type { Condition } from "./query.ts"
import { nowIn } from "./time.ts"

/** How long a build takes, in ms. */
const staging = 4000

/** Buildpacks that an administrator has installed. */
const installed: ReadonlySet<string> = new Set(
  ["java", "nodejs", "python", "ruby", "php", "go", "dotnet_core", "staticfile", "binary"].map(
    (name) => `${name}_buildpack`,
  ),
)
const stacks: ReadonlySet<string> = new Set(["cflinuxfs4"])

const megabytes = (label: string) =>
  v.optional(
    v.pipe(v.number(`${label} must be a number`), v.minValue(1, `${label} must be greater than 0`)),
  )

const Creation = v.object({
  package: v.object(
    { guid: v.string("Package guid must be a string") },
    "Package is not an object",
  ),
  lifecycle: v.optional(
    v.object({
      type: v.picklist(
        ["buildpack", "docker", "cnb"],
        "Lifecycle type is not included in the list",
      ),
      data: v.optional(
        v.object({
          buildpacks: v.optional(v.array(v.string())),
          stack: v.optional(v.nullable(v.string())),
        }),
        {},
      ),
    }),
  ),
  staging_memory_in_mb: megabytes("Staging memory in mb"),
  staging_disk_in_mb: megabytes("Staging disk in mb"),
})

const isUri = (buildpack: string): boolean => /^https?:\/\/|^git@/.test(buildpack)

const insert = (
  { world, caller }: Asked,
  item: StoredPackage,
  {
    lifecycle,
    staging_memory_in_mb: memory = 1024,
    staging_disk_in_mb: disk = 1024,
  }: Omit<v.InferOutput<typeof Creation>, "package">,
): StoredBuild => {
  const buildpacks = lifecycle?.data.buildpacks ?? []
  const stack = item.type === "docker" ? null : (lifecycle?.data.stack ?? "cflinuxfs4")
  for (const buildpack of buildpacks)
    if (!installed.has(buildpack) && !isUri(buildpack))
      throw unprocessable(
        `Buildpack "${buildpack}" must be an existing admin buildpack or a valid git URI`,
      )
  if (stack !== null && !stacks.has(stack)) throw unprocessable("Stack must be an existing stack")
  const at = nowIn(world)
  const guid = randomUUID()
  world.db
    .prepare(
      `insert into cf_builds (guid, package_guid, app_guid, space_guid, state, lifecycle, buildpacks,
         stack, memory, disk, created_by, created_at, updated_at, due)
       values (?, ?, ?, ?, 'STAGING', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      guid,
      item.guid,
      item.app_guid,
      item.space_guid,
      item.type === "docker" ? "docker" : "buildpack",
      JSON.stringify(buildpacks),
      stack,
      memory,
      disk,
      caller.id,
      at,
      at,
      world.now() + staging,
    )
  return v.parse(StoredBuild, world.db.prepare("select * from cf_builds where guid = ?").get(guid))
}

/** @throws Refused where the package cannot be staged now */
const checkStaging = (asked: Asked, item: StoredPackage): void => {
  const { world, caller, options } = asked
  checkSpace(world, caller, item.space_guid, options.suspended)
  if (item.state !== "READY")
    throw refused("badRequest", "Cannot stage package whose state is not ready.")
  const under = world.db
    .prepare("select 1 from cf_builds where app_guid = ? and state = 'STAGING'")
    .get(item.app_guid)
  if (under)
    throw refused("stagingInProgress", "Only one build can be STAGING at a time per application.")
}

/** POST /v3/builds @throws Refused */
export const createBuild = async (asked: Asked): Promise<Response> => {
  const body = await bodyOf(asked.request, Creation)
  const item = findPackage(asked, body.package.guid, () =>
    unprocessable(
      "Unable to use package. Ensure that the package exists and you have access to it.",
    ),
  )
  checkStaging(asked, item)
  return json(201, presentBuild(insert(asked, item, body), asked.api ?? ""))
}

/** POST /v3/packages/:guid/droplets of 2015 @throws Refused */
export const stageOld = async (asked: Asked): Promise<Response> => {
  await bodyOf(asked.request, v.looseObject({}))
  const item = findPackage(asked, asked.guid)
  checkStaging(asked, item)
  return json(201, oldDroplet(insert(asked, item, {})))
}

const findBuild = ({ world, caller, guid }: Asked, what: string): StoredBuild => {
  const conditions: readonly Condition[] = [
    ...seenBy(caller.visible, "b.space_guid"),
    { sql: "b.guid = ?", values: [guid] },
  ]
  const found = world.db
    .prepare(`select b.* from cf_builds b ${whereOf(conditions)}`)
    .get(...conditions.flatMap(({ values }) => values))
  if (!found) throw refused("notFound", `${what} not found`)
  return v.parse(StoredBuild, found)
}

/** GET /v3/builds/:guid @throws Refused */
export const getBuild = (asked: Asked): Response =>
  json(200, presentBuild(findBuild(asked, "Build"), asked.api ?? ""))

/** GET /v3/droplets/:guid of 2015 @throws Refused */
export const getOldDroplet = (asked: Asked): Response =>
  json(200, oldDroplet(findBuild(asked, "Droplet")))

/** A page of rows of a table that carries the space they belong to. */
const listOf = <T>(
  asked: Asked,
  table: "cf_builds" | "cf_droplets",
  schema: v.GenericSchema<unknown, T>,
  present: (item: T, api: string) => unknown,
  filters: Readonly<Record<string, string>>,
  within: readonly Condition[] = [],
): Response => {
  const { world, caller, query, path, api = "" } = asked
  const allowed = [...listParameters, ...Object.keys(filters)]
  const { page, perPage, errors } = readPaging(query, undefined)
  const wrong = [...unknownParameters([...query.keys()], { allowed, nested: [] }), ...errors]
  if (wrong.length > 0) return badQuery(wrong)
  const asks = Object.entries(filters).flatMap(([name, column]): readonly Condition[] => {
    const value = query.get(name)
    if (value === null) return []
    const values = splitList(value)
    return [{ sql: `t.${column} in (${values.map(() => "?").join(", ")})`, values }]
  })
  const conditions = [...seenBy(caller.visible, "t.space_guid"), ...within, ...asks]
  const where = whereOf(conditions)
  const values = conditions.flatMap((condition) => condition.values)
  const direction = query.get("order_by")?.startsWith("-") ? "desc" : "asc"
  const rows = world.db
    .prepare(`select t.* from ${table} t ${where} order by t.id ${direction} limit ? offset ?`)
    .all(...values, perPage, (page - 1) * perPage)
  const total = Number(
    world.db.prepare(`select count(*) as n from ${table} t ${where}`).get(...values)?.["n"],
  )
  const others = [...query].filter(([name]) => name !== "page" && name !== "per_page")
  return json(200, {
    pagination: paginate(`${api}${path}`, others, { page, perPage, total }),
    resources: rows.map((row) => present(v.parse(schema, row), api)),
  })
}

/** GET /v3/builds */
export const listBuilds = (asked: Asked): Response =>
  listOf(asked, "cf_builds", StoredBuild, presentBuild, {
    states: "state",
    app_guids: "app_guid",
    package_guids: "package_guid",
  })

/** GET /v3/packages/:guid/droplets @throws Refused */
export const listDroplets = (asked: Asked): Response => {
  findPackage(asked, asked.guid)
  return listOf(
    asked,
    "cf_droplets",
    StoredDroplet,
    presentDroplet,
    { guids: "guid", states: "state" },
    [{ sql: "t.package_guid = ?", values: [asked.guid] }],
  )
}
