import { createHash } from "node:crypto"
import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted, shuffle } from "../random.ts"
import { groupSeed } from "../seed/group.ts"
import type { SeedName } from "../seed/group.ts"
import type { SeedPackage } from "../seed/read.ts"
import { sampleBits } from "./sample.ts"
import { indexes, tables } from "./schema.ts"
import { isoOf } from "./time.ts"

const spaceNames = ["production", "staging", "development"] as const
const organizationNames = ["acme", "globex", "initech", "umbrella"] as const
const day = 86_400_000
const span = 548 * day
/** Cloud Controller keeps so many valid packages of an app; older ones expire. */
export const validPerApp = 5

const failures = [
  "The app upload is invalid: Invalid zip archive.",
  "The app upload is invalid: The zip archive contains a path outside of its root.",
  "Failed to perform operation due to blobstore unavailability.",
] as const

type App = {
  readonly guid: string
  readonly name: string
  readonly isDocker: boolean
  readonly space: Space
}
type Draft = {
  readonly item: SeedPackage
  readonly state: string
  readonly created: number
  readonly app: App
  readonly team: string
}
type Space = { readonly guid: string; readonly name: string; readonly organization: string }

const teams = ["checkout", "identity", "search", "payments", "platform", "mobile-api"] as const

const makeSpaces = (world: World): readonly [Space, ...Space[]] => {
  const { db, random } = world
  const insert = db.prepare(
    "insert into cf_spaces (guid, name, organization_guid) values (?, ?, ?)",
  )
  const organization = (name: string): string => {
    const guid = guidOf(random)
    db.prepare("insert into cf_organizations (guid, name) values (?, ?)").run(guid, name)
    return guid
  }
  const make = (name: string, organizationGuid: string): Space => {
    const guid = guidOf(random)
    insert.run(guid, name, organizationGuid)
    return { guid, name, organization: organizationGuid }
  }
  const all = organizationNames
    .map(organization)
    .flatMap((guid) => spaceNames.map((name) => make(name, guid)))
  const [first = make("production", organization("spare")), ...rest] = all
  return [first, ...rest]
}

/** The state of an app's nth newest package. */
const stateOf = (world: World, nth: number): string => {
  if (nth >= validPerApp) return "EXPIRED"
  if (nth > 0)
    return pickWeighted(world.random, [
      ["READY", 24],
      ["FAILED", 1],
    ])
  return pickWeighted(world.random, [
    ["READY", 86],
    ["FAILED", 5],
    ["AWAITING_UPLOAD", 4],
    ["PROCESSING_UPLOAD", 3],
    ["COPYING", 2],
  ])
}

/** Even the smallest world has every state: the first apps take one each, the fifth has a long past. */
const rareStates = ["FAILED", "AWAITING_UPLOAD", "PROCESSING_UPLOAD", "COPYING"] as const
const appWithPast = rareStates.length

/** `@scope/name` is no name for an app; a name that comes up again gets a number. */
const appNameOf = (name: string, nthApp: number): string =>
  `${name.replace(/^@/, "").replace(/[^\w.-]+/g, "-")}${nthApp % 7 === 6 ? `-${nthApp}` : ""}`

/** The packages of the nth app: the newest versions of one name, uploaded one after the other. */
const draftApp = (
  world: World,
  nthApp: number,
  { name, versions }: SeedName,
  space: Space,
): Draft[] => {
  const { random } = world
  const count = nthApp === appWithPast ? validPerApp + 2 : 1 + Math.floor(random() ** 2 * 9)
  const isDocker = random() < 0.27 && nthApp > appWithPast
  const app = { guid: guidOf(random), name: appNameOf(name, nthApp), isDocker, space }
  const team = pick(random, teams)
  const latest = world.now() - random() ** 2 * span
  const [oldest] = versions
  return Array.from({ length: count }, (_, at) => {
    const nth = count - 1 - at
    // What has no more versions is pushed again as it was.
    const item = versions.at(-1 - nth) ?? oldest
    const age = nth * (3 + random() * 24) * day
    return {
      item,
      state: isDocker ? "READY" : (nth === 0 && rareStates[nthApp]) || stateOf(world, nth),
      // What would be older than the world is spread over its first two months.
      created: Math.max(world.now() - span + random() * 60 * day, latest - age),
      app,
      team,
    }
  })
}

const draftAll = (world: World): readonly Draft[] => {
  const spaces = makeSpaces(world)
  const names = shuffle(world.random, groupSeed(world.seed))
  const drafts: Draft[] = []
  for (let at = 0; drafts.length < world.packages && names.length > 0; at += 1) {
    const name = names[at % names.length]
    if (name) drafts.push(...draftApp(world, at, name, pick(world.random, spaces)))
  }
  // Ids follow the order of creation, as in a database that has grown.
  return drafts.slice(0, world.packages).toSorted((a, b) => a.created - b.created)
}

const hasChecksum = (state: string): boolean => state === "READY" || state === "EXPIRED"

/** An image reference allows lower case letters, and no plus or tilde in its tag. */
const imageOf = (item: SeedPackage): string =>
  `registry.example.com/${item.from}/${item.name.replace(/^@/, "").toLowerCase()}:${item.version.replace(/[^\w.-]+/g, "_")}`

const labelsOf = (draft: Draft, nth: number): readonly (readonly [string, string])[] => {
  if (nth % 11 === 0) return []
  const version = draft.item.version.replace(/[^\w.-]+/g, "_").slice(0, 63)
  return [
    ["environment", draft.app.space.name],
    ["team", draft.team],
    ...(/^\w([\w.-]*\w)?$/.test(version) ? [["app.example.com/version", version] as const] : []),
    ...(nth % 17 === 0 ? [["pinned", "true"] as const] : []),
  ]
}

const annotationsOf = (draft: Draft): readonly (readonly [string, string])[] => {
  const { from, name, version, licence, publisher } = draft.item
  return [
    ["package", `${from}:${name}@${version}`],
    ...(licence === undefined ? [] : [["licence", licence] as const]),
    ...(publisher === undefined ? [] : [["publisher", publisher] as const]),
  ]
}

/** The bits' digests, and what a buildpack makes of them; nothing of them is kept. */
const bitsOf = ({ item, state, app }: Draft) => {
  if (app.isDocker) return { sha256: null, sha1: null, buildpack: null }
  const { bytes, buildpack } = sampleBits(item.from, item.name, item.version)
  const digest = (algorithm: "sha1" | "sha256"): string | null =>
    hasChecksum(state) ? createHash(algorithm).update(bytes).digest("hex") : null
  return { sha256: digest("sha256"), sha1: digest("sha1"), buildpack }
}

const insertApps = ({ db }: World, drafts: readonly Draft[]): void => {
  const insert = db.prepare(
    `insert or ignore into cf_apps (guid, name, lifecycle, space_guid, created_at)
     values (?, ?, ?, ?, ?)`,
  )
  for (const { app, created } of drafts)
    insert.run(
      app.guid,
      app.name,
      app.isDocker ? "docker" : "buildpack",
      app.space.guid,
      isoOf(created),
    )
}

/** Makes the tables and fills them with apps of real packages. */
export const install = (world: World): void => {
  const { db, random } = world
  db.exec(tables)
  const insert = db.prepare(
    `insert into cf_packages (id, guid, type, state, checksum_type, checksum, sha1, error, image,
       username, has_password, created_at, updated_at, app_guid, space_guid, organization_guid,
       buildpack, made_of)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const label = db.prepare("insert into cf_labels (package_id, key, value) values (?, ?, ?)")
  const annotate = db.prepare(
    "insert into cf_annotations (package_id, key, value) values (?, ?, ?)",
  )
  const drafts = draftAll(world)
  insertApps(world, drafts)
  drafts.forEach((draft, at) => {
    const id = at + 1
    const { item, state, app } = draft
    // Packages from before Cloud Controller computed SHA-256 have a SHA-1 alone.
    const isOld = random() < 0.02
    const { sha256, sha1, buildpack } = bitsOf(draft)
    const changes = state === "READY" || state === "FAILED" || state === "EXPIRED"
    const updated = Math.min(world.now(), draft.created + (changes ? random() ** 3 * 2 * day : 0))
    const username = app.isDocker && random() < 0.5 ? "puller" : null
    insert.run(
      id,
      guidOf(random),
      app.isDocker ? "docker" : "bits",
      state,
      isOld ? "sha1" : "sha256",
      isOld ? sha1 : sha256,
      sha1,
      state === "FAILED" ? pick(random, failures) : null,
      app.isDocker ? imageOf(item) : null,
      username,
      username === null ? 0 : 1,
      isoOf(draft.created),
      isoOf(updated),
      app.guid,
      app.space.guid,
      app.space.organization,
      buildpack,
      app.isDocker ? null : JSON.stringify([item.from, item.name, item.version]),
    )
    for (const [key, value] of labelsOf(draft, id)) label.run(id, key, value)
    for (const [key, value] of annotationsOf(draft)) annotate.run(id, key, value)
  })
  db.exec(indexes)
}
