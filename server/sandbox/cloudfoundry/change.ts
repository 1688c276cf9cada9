import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { empty, json } from "../answer.ts"
import type { World } from "../api.ts"
import { MetadataChange, ToApp, bodyOf } from "./body.ts"
import { checkSpace, seenBy } from "./caller.ts"
import { errorOf, unprocessable } from "./errors.ts"
import { findPackage, showPackage } from "./packages.ts"
import type { Asked } from "./packages.ts"
import { whereOf } from "./query.ts"
import { removePackage } from "./settle.ts"
import { nowIn } from "./time.ts"

/** How long a copy and a deletion take, in ms. */
const copying = 2000
const deleting = 1500

const App = v.object({
  guid: v.string(),
  lifecycle: v.string(),
  space_guid: v.string(),
  organization_guid: v.string(),
})
type App = v.InferOutput<typeof App>

const noApp = "App is invalid. Ensure it exists and you have access to it."

/** The app that a package is for; one that cannot be seen does not exist. @throws Refused */
const appFor = ({ world, caller, options }: Asked, guid: string): App => {
  const conditions = [
    ...seenBy(caller.visible, "a.space_guid"),
    { sql: "a.guid = ?", values: [guid] },
  ]
  const found = v.safeParse(
    App,
    world.db
      .prepare(
        `select a.guid, a.lifecycle, a.space_guid, s.organization_guid
         from cf_apps a join cf_spaces s on s.guid = a.space_guid ${whereOf(conditions)}`,
      )
      .get(...conditions.flatMap(({ values }) => values)),
  )
  if (!found.success) throw unprocessable(noApp)
  checkSpace(world, caller, found.output.space_guid, options.suspended)
  return found.output
}

type Draft = {
  readonly type: "bits" | "docker"
  readonly state: string
  readonly image?: string | null
  readonly username?: string | null
  readonly password?: string | null
  /** Of the package that it is a copy of. */
  readonly source?: string
}

const insert = (world: World, app: App, draft: Draft): string => {
  const guid = randomUUID()
  const at = nowIn(world)
  world.db
    .prepare(
      `insert into cf_packages (guid, type, state, image, username, has_password, created_at,
         updated_at, app_guid, space_guid, organization_guid)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      guid,
      draft.type,
      draft.state,
      draft.image ?? null,
      draft.username ?? null,
      draft.password ? 1 : 0,
      at,
      at,
      app.guid,
      app.space_guid,
      app.organization_guid,
    )
  if (draft.source !== undefined && draft.type === "bits")
    world.db
      .prepare(
        `update cf_packages set (checksum_type, checksum, sha1, file, made_of, buildpack) =
           (select checksum_type, checksum, sha1, file, made_of, buildpack from cf_packages where guid = ?),
           due = ?, becomes = 'READY'
         where guid = ?`,
      )
      .run(draft.source, world.now() + copying, guid)
  return guid
}

const changeMetadata = ({ db }: World, id: number, change: MetadataChange): void => {
  for (const [table, pairs] of [
    ["cf_labels", change.labels],
    ["cf_annotations", change.annotations],
  ] as const)
    for (const [key, value] of Object.entries(pairs ?? {}))
      if (value === null)
        db.prepare(`delete from ${table} where package_id = ? and key = ?`).run(id, key)
      else
        db.prepare(`insert or replace into ${table} (package_id, key, value) values (?, ?, ?)`).run(
          id,
          key,
          value,
        )
}

const Type = v.picklist(["bits", "docker"], "Type must be one of 'bits, docker'")
const Data = v.optional(
  v.nullable(
    v.looseObject({
      image: v.optional(v.string("Image must be a string")),
      username: v.optional(v.nullable(v.string())),
      password: v.optional(v.nullable(v.string())),
    }),
  ),
)
const Creation = v.object({
  type: Type,
  relationships: ToApp,
  data: Data,
  metadata: v.optional(MetadataChange),
})
/** In 2015 the address named the app. */
const OldCreation = v.object({ type: Type, data: Data })

const create = (
  asked: Asked,
  guid: string,
  { type, data, metadata }: Omit<v.InferOutput<typeof Creation>, "relationships">,
): Response => {
  if (type === "bits" && Object.keys(data ?? {}).length > 0)
    throw unprocessable("Data must be empty if provided for bits packages")
  const image = data?.image?.trim()
  if (type === "docker" && !image) throw unprocessable("Image required")
  const app = appFor(asked, guid)
  if (type === "docker" && app.lifecycle !== "docker")
    throw unprocessable("Cannot create Docker package for a buildpack app.")
  if (type === "bits" && app.lifecycle === "docker")
    throw unprocessable("Cannot create bits package for a Docker app.")
  const made =
    type === "bits"
      ? insert(asked.world, app, { type, state: "AWAITING_UPLOAD" })
      : insert(asked.world, app, {
          type,
          state: "READY",
          image: image ?? null,
          username: data?.username ?? null,
          password: data?.password ?? null,
        })
  if (metadata) changeMetadata(asked.world, findPackage(asked, made).id, metadata)
  return showPackage(asked, made, 201)
}

const Copy = v.object({ relationships: ToApp })

const copy = (asked: Asked, source: string, app: string): Response => {
  const from = findPackage(asked, source, () =>
    unprocessable("Source package is invalid. Ensure it exists and you have access to it."),
  )
  const to = appFor(asked, app)
  if (to.guid === from.app_guid)
    throw unprocessable("Source and destination app cannot be the same")
  // Nobody gets the credentials of a registry by copying.
  const made =
    from.type === "bits"
      ? insert(asked.world, to, { type: "bits", state: "COPYING", source })
      : insert(asked.world, to, { type: "docker", state: "READY", image: from.image })
  return showPackage(asked, made, 201)
}

/** POST /v3/packages, and with `source_guid` a copy. @throws Refused */
export const createPackage = async (asked: Asked): Promise<Response> => {
  const source = asked.query.get("source_guid")
  if (source !== null) {
    const { relationships } = await bodyOf(asked.request, Copy)
    return copy(asked, source, relationships.app.data.guid)
  }
  const body = await bodyOf(asked.request, Creation)
  return create(asked, body.relationships.app.data.guid, body)
}

/** POST /v3/apps/:guid/packages of 2015, and with `source_package_guid` a copy. @throws Refused */
export const createOld = async (asked: Asked): Promise<Response> => {
  const source = asked.query.get("source_package_guid")
  if (source !== null) return copy(asked, source, asked.guid)
  const { type, data } = await bodyOf(asked.request, OldCreation)
  return create(asked, asked.guid, { type, data, metadata: undefined })
}

const Change = v.object({
  metadata: v.optional(MetadataChange),
  username: v.optional(v.nullable(v.string())),
  password: v.optional(v.nullable(v.string())),
})

/** PATCH /v3/packages/:guid @throws Refused */
export const changePackage = async (asked: Asked): Promise<Response> => {
  const { world, caller, options, guid } = asked
  const item = findPackage(asked, guid)
  checkSpace(world, caller, item.space_guid, options.suspended)
  const { metadata, username, password } = await bodyOf(asked.request, Change)
  if (item.type !== "docker" && (username !== undefined || password !== undefined))
    throw unprocessable("Cannot update Docker credentials for a buildpack app.")
  if (metadata) changeMetadata(world, item.id, metadata)
  world.db
    .prepare("update cf_packages set username = ?, has_password = ?, updated_at = ? where guid = ?")
    .run(
      username === undefined ? item.username : username,
      password === undefined ? item.has_password : password ? 1 : 0,
      nowIn(world),
      guid,
    )
  return showPackage(asked, guid, 200)
}

/** DELETE /v3/packages/:guid: a job today, done at once in 2015. @throws Refused */
export const deletePackage = (asked: Asked): Response => {
  const { world, caller, options, guid, api } = asked
  const item = findPackage(asked, guid)
  checkSpace(world, caller, item.space_guid, options.suspended)
  if (api === undefined) {
    removePackage(world, guid)
    return empty(204)
  }
  const job = randomUUID()
  const at = nowIn(world)
  const errors = options.failDeletes
    ? [errorOf("blobstore", "Failed to perform operation due to blobstore unavailability.")]
    : []
  world.db
    .prepare(
      `insert into cf_jobs (guid, operation, state, package_guid, errors, created_at, updated_at, due)
       values (?, 'package.delete', 'PROCESSING', ?, ?, ?, ?, ?)`,
    )
    .run(job, guid, JSON.stringify(errors), at, at, world.now() + deleting)
  return empty(202, { location: `${api}/v3/jobs/${job}` })
}

const Job = v.object({
  guid: v.string(),
  operation: v.string(),
  state: v.string(),
  errors: v.string(),
  package_guid: v.string(),
  created_at: v.string(),
  updated_at: v.string(),
})

/** GET /v3/jobs/:guid, which takes no role. @throws Refused */
export const getJob = ({ world, guid, api = "" }: Asked, missing: () => Error): Response => {
  const found = v.safeParse(Job, world.db.prepare("select * from cf_jobs where guid = ?").get(guid))
  if (!found.success) throw missing()
  const { package_guid, errors, ...job } = found.output
  const self = { self: { href: `${api}/v3/jobs/${job.guid}` } }
  return json(200, {
    ...job,
    errors: v.parse(v.array(v.unknown()), JSON.parse(errors)),
    warnings: [],
    links:
      job.state === "COMPLETE"
        ? self
        : { ...self, package: { href: `${api}/v3/packages/${package_guid}` } },
  })
}
