import * as v from "valibot"
import { randomUUID } from "node:crypto"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import { validPerApp } from "./fill.ts"
import { isoOf } from "./time.ts"

const Due = v.object({
  id: v.number(),
  app_guid: v.string(),
  becomes: v.picklist(["READY", "FAILED"]),
  due: v.number(),
})

/** The newest few valid packages of an app are kept; the bits of all others go. */
const expire = ({ db }: World, app: string): void => {
  db.prepare(
    `update cf_packages set state = 'EXPIRED' where id in (
       select id from cf_packages where app_guid = ? and type = 'bits' and state = 'READY'
       order by created_at desc, id desc limit -1 offset ?)`,
  ).run(app, validPerApp)
}

const settlePackages = (world: World): void => {
  const { db, now } = world
  const due = v.parse(
    v.array(Due),
    db.prepare("select id, app_guid, becomes, due from cf_packages where due <= ?").all(now()),
  )
  for (const { id, app_guid, becomes, due: at } of due) {
    db.prepare(
      "update cf_packages set state = ?, due = null, becomes = null, updated_at = ? where id = ?",
    ).run(becomes, isoOf(at), id)
    if (becomes === "READY") expire(world, app_guid)
  }
}

const Built = v.object({
  guid: v.string(),
  package_guid: v.string(),
  app_guid: v.string(),
  space_guid: v.string(),
  lifecycle: v.string(),
  buildpacks: v.string(),
  stack: v.nullable(v.string()),
  due: v.number(),
  type: v.nullable(v.string()),
  image: v.nullable(v.string()),
  detected: v.nullable(v.string()),
  checksum: v.nullable(v.string()),
})

const undetected =
  "NoAppDetectedError - An app was not successfully detected by any available buildpack"

/** A build that is over leaves a droplet; without a buildpack for what is in the bits, it fails. */
const settleBuilds = ({ db, now }: World): void => {
  const due = v.parse(
    v.array(Built),
    db
      .prepare(
        `select b.guid, b.package_guid, b.app_guid, b.space_guid, b.lifecycle, b.buildpacks,
           b.stack, b.due, p.type, p.image, p.buildpack as detected, p.checksum
         from cf_builds b left join cf_packages p on p.guid = b.package_guid
         where b.state = 'STAGING' and b.due <= ?`,
      )
      .all(now()),
  )
  for (const build of due) {
    const at = isoOf(build.due)
    const [chosen] = v.parse(v.array(v.string()), JSON.parse(build.buildpacks))
    const buildpack = chosen ?? build.detected
    if (build.type !== "docker" && buildpack === null) {
      db.prepare(
        "update cf_builds set state = 'FAILED', error = ?, updated_at = ? where guid = ?",
      ).run(undetected, at, build.guid)
      continue
    }
    const droplet = randomUUID()
    db.prepare(
      `insert into cf_droplets (guid, package_guid, app_guid, space_guid, state, lifecycle, image,
         buildpack, checksum, stack, created_at, updated_at)
       values (?, ?, ?, ?, 'STAGED', ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      droplet,
      build.package_guid,
      build.app_guid,
      build.space_guid,
      build.lifecycle,
      build.image,
      buildpack,
      build.checksum,
      build.stack,
      at,
      at,
    )
    db.prepare(
      "update cf_builds set state = 'STAGED', droplet_guid = ?, updated_at = ? where guid = ?",
    ).run(droplet, at, build.guid)
  }
}

const Work = v.object({
  guid: v.string(),
  package_guid: v.string(),
  errors: v.string(),
  due: v.number(),
})

const settleJobs = (world: World): void => {
  const { db, now } = world
  const due = v.parse(
    v.array(Work),
    db
      .prepare(
        "select guid, package_guid, errors, due from cf_jobs where state = 'PROCESSING' and due <= ?",
      )
      .all(now()),
  )
  for (const job of due) {
    const failed = job.errors !== "[]"
    if (!failed) removePackage(world, job.package_guid)
    db.prepare("update cf_jobs set state = ?, updated_at = ? where guid = ?").run(
      failed ? "FAILED" : "COMPLETE",
      isoOf(job.due),
      job.guid,
    )
  }
}

/** A package goes with its bits; the droplets that were made of it stay. */
export const removePackage = (world: World, guid: string): void => {
  const { db } = world
  const row = db.prepare("delete from cf_packages where guid = ? returning file").get(guid)
  const file = row?.["file"]
  if (typeof file !== "string") return
  // A copy has the same bits.
  const others = db.prepare("select 1 from cf_packages where file = ?").get(file)
  if (!others) filesOf(world).remove(file)
}

/** Moves on what time has moved on: uploads, copies, builds and jobs that are over. */
export const settle = (world: World): void => {
  settlePackages(world)
  settleBuilds(world)
  settleJobs(world)
}
