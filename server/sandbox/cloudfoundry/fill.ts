import { createHash } from "node:crypto"
import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted, shuffle } from "../random.ts"
import { groupSeed } from "../seed/group.ts"
import type { SeedName } from "../seed/group.ts"
import type { SeedPackage } from "../seed/read.ts"

const tables = `
create table cf_spaces (
  at integer primary key, guid text not null, name text not null, organization_guid text not null
);
create table cf_packages (
  id integer primary key,
  guid text not null unique,
  type text not null,
  state text not null,
  checksum_type text not null,
  checksum text,
  error text,
  image text,
  username text,
  created_at text not null,
  updated_at text not null,
  app_guid text not null,
  space_guid text not null,
  organization_guid text not null
);
create table cf_labels (
  package_id integer not null references cf_packages (id) on delete cascade,
  key text not null, value text not null,
  primary key (package_id, key)
) without rowid;
create table cf_annotations (
  package_id integer not null references cf_packages (id) on delete cascade,
  key text not null, value text not null,
  primary key (package_id, key)
) without rowid;`

/** Made after the rows: building an index once is cheaper than keeping it up to date. */
const indexes = `
create index cf_packages_created on cf_packages (created_at, guid);
create index cf_packages_updated on cf_packages (updated_at, guid);
create index cf_packages_app on cf_packages (app_guid);
create index cf_packages_space on cf_packages (space_guid);
create index cf_packages_state on cf_packages (state, type);
create index cf_labels_key on cf_labels (key, value);`

const spaceNames = ["production", "staging", "development"] as const
const organizations = 4
const day = 86_400_000
const span = 548 * day
/** Cloud Controller keeps so many valid packages of an app; older ones expire. */
const validPerApp = 5

const failures = [
  "The app upload is invalid: Invalid zip archive.",
  "The app upload is invalid: The zip archive contains a path outside of its root.",
  "Failed to perform operation due to blobstore unavailability.",
] as const

type Draft = {
  readonly item: SeedPackage
  readonly isDocker: boolean
  readonly state: string
  readonly created: number
  readonly app: string
  readonly space: Space
  readonly team: string
}
type Space = { readonly guid: string; readonly name: string; readonly organization: string }

const teams = ["checkout", "identity", "search", "payments", "platform", "mobile-api"] as const

const makeSpaces = (world: World): readonly [Space, ...Space[]] => {
  const insert = world.db.prepare(
    "insert into cf_spaces (guid, name, organization_guid) values (?, ?, ?)",
  )
  const make = (name: string, organization: string): Space => {
    const guid = guidOf(world.random)
    insert.run(guid, name, organization)
    return { guid, name, organization }
  }
  const all = Array.from({ length: organizations }, () => guidOf(world.random)).flatMap(
    (organization) => spaceNames.map((name) => make(name, organization)),
  )
  const [first = make("production", guidOf(world.random)), ...rest] = all
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

/** The packages of the nth app: the newest versions of one name, uploaded one after the other. */
const draftApp = (
  world: World,
  nthApp: number,
  versions: SeedName["versions"],
  space: Space,
): Draft[] => {
  const { random } = world
  const count = nthApp === appWithPast ? validPerApp + 2 : 1 + Math.floor(random() ** 2 * 9)
  const isDocker = random() < 0.27 && nthApp > appWithPast
  const app = guidOf(random)
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
      isDocker,
      state: isDocker ? "READY" : (nth === 0 && rareStates[nthApp]) || stateOf(world, nth),
      // What would be older than the world is spread over its first two months.
      created: Math.max(world.now() - span + random() * 60 * day, latest - age),
      app,
      space,
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
    if (name) drafts.push(...draftApp(world, at, name.versions, pick(world.random, spaces)))
  }
  // Ids follow the order of creation, as in a database that has grown.
  return drafts.slice(0, world.packages).toSorted((a, b) => a.created - b.created)
}

const isoOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

const hasChecksum = (state: string): boolean => state === "READY" || state === "EXPIRED"

const checksumOf = (item: SeedPackage, length: number): string => {
  const [kind, hex] = (item.digest ?? "").split(":")
  if (kind === "sha256" && hex !== undefined && length === 64) return hex
  return createHash("sha256").update(`${item.name}@${item.version}`).digest("hex").slice(0, length)
}

/** An image reference allows lower case letters, and no plus or tilde in its tag. */
const imageOf = (item: SeedPackage): string =>
  `registry.example.com/${item.from}/${item.name.replace(/^@/, "").toLowerCase()}:${item.version.replace(/[^\w.-]+/g, "_")}`

const labelsOf = (draft: Draft, nth: number): readonly (readonly [string, string])[] => {
  if (nth % 11 === 0) return []
  const version = draft.item.version.replace(/[^\w.-]+/g, "_").slice(0, 63)
  return [
    ["environment", draft.space.name],
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

/** Makes the tables and fills them with apps of real packages. */
export const install = (world: World): void => {
  const { db, random } = world
  db.exec(tables)
  const insert = db.prepare(
    `insert into cf_packages (id, guid, type, state, checksum_type, checksum, error, image, username,
       created_at, updated_at, app_guid, space_guid, organization_guid)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const label = db.prepare("insert into cf_labels (package_id, key, value) values (?, ?, ?)")
  const annotate = db.prepare(
    "insert into cf_annotations (package_id, key, value) values (?, ?, ?)",
  )
  draftAll(world).forEach((draft, at) => {
    const id = at + 1
    const { item, isDocker, state, space } = draft
    // Packages from before Cloud Controller computed SHA-256 have a SHA-1 alone.
    const isOld = random() < 0.02
    const checksum = !isDocker && hasChecksum(state) ? checksumOf(item, isOld ? 40 : 64) : null
    const changes = state === "READY" || state === "FAILED" || state === "EXPIRED"
    const updated = Math.min(world.now(), draft.created + (changes ? random() ** 3 * 2 * day : 0))
    insert.run(
      id,
      guidOf(random),
      isDocker ? "docker" : "bits",
      state,
      isOld ? "sha1" : "sha256",
      checksum,
      state === "FAILED" ? pick(random, failures) : null,
      isDocker ? imageOf(item) : null,
      isDocker && random() < 0.5 ? "puller" : null,
      isoOf(draft.created),
      isoOf(updated),
      draft.app,
      space.guid,
      space.organization,
    )
    for (const [key, value] of labelsOf(draft, id)) label.run(id, key, value)
    for (const [key, value] of annotationsOf(draft)) annotate.run(id, key, value)
  })
  db.exec(indexes)
}
