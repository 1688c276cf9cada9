import { validateStrict } from "compare-versions"
import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { installUpgrades } from "./running.ts"
import {
  artifactsOf,
  dependenciesOf,
  filesOf,
  imagesOf,
  installableOver,
  stateDetailsOf,
  upgradableOf,
} from "./content.ts"

/** What a package may become from each state; the same for all of them, so it is kept once. */
const transitions = JSON.stringify([
  { from: "verifying", to: ["corrupt", "incomplete", "available"] },
  { from: "corrupt", to: ["incomplete", "available"] },
  { from: "incomplete", to: ["corrupt", "available"] },
  { from: "available", to: ["corrupt", "available"] },
])

/** A column for each field of the API, so that a list of few fields never touches the files. */
const tables = `
  create table astra_packages (
    seq integer primary key,
    "type" text generated always as ('application/astra-package') virtual,
    "version" text generated always as ('1.0') virtual,
    "id" text not null,
    "packageName" text not null,
    "packageVersion" text not null,
    "packageType" text not null,
    "bundleName" text,
    "severityLevel" text not null,
    "packageState" text not null,
    "packageStateTransitions" text generated always as ('${transitions}') virtual,
    "packageStateDetails" text not null,
    "upgradableVersions" text,
    "dependencies" text,
    "metadata" text not null,
    "images" text,
    "artifacts" text,
    "files" text,
    -- Of one that was created here: when (ms) it will have been verified, and what it is then.
    verified integer,
    verdict text
  );
  create table astra_upgrades (
    seq integer primary key,
    id text not null unique,
    instance text not null,
    "componentName" text not null,
    "upgradeVersion" text not null,
    "currentVersion" text not null,
    dependencies text not null,
    state text not null,
    -- When (ms) it got into its state by request; null: it waits for a window of time that never opens.
    since integer,
    metadata text not null
  )`

export const columns = [
  "id",
  "packageName",
  "packageVersion",
  "packageType",
  "bundleName",
  "severityLevel",
  "packageState",
  "packageStateDetails",
  "upgradableVersions",
  "dependencies",
  "metadata",
  "images",
  "artifacts",
  "files",
] as const

const indexes = `
  create unique index astra_packages_id on astra_packages ("id");
  create unique index astra_packages_name on astra_packages ("packageName", "packageVersion");
  create index astra_packages_created on astra_packages (metadata ->> '$.creationTimestamp');
  create index astra_packages_modified on astra_packages (metadata ->> '$.modificationTimestamp')`

const day = 86_400_000
const span = 548 * day

/** Names that the API takes, of at most 31 letters. */
const namePattern = /^[a-z0-9][a-z0-9.+-]{0,30}$/

type Release = { readonly name: string; readonly version: string }

/** The release as semantic versioning has it; a Debian version without its epoch and revision. */
const releaseOf = ({ name, version }: SeedPackage): readonly Release[] => {
  if (!namePattern.test(name)) return []
  if (validateStrict(version)) return [{ name, version }]
  const parts = /^(?:\d+:)?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/.exec(version)
  if (!parts) return []
  const [major, minor, patch] = parts.slice(1).map((part) => Number(part ?? 0))
  return [{ name, version: `${major ?? 0}.${minor ?? 0}.${patch ?? 0}` }]
}

/** The components that Astra Control itself is made of, in versions like its own. */
const ownRelease = (random: () => number): Release => ({
  name: pick(random, ["acc", "acs", "trident"]),
  version: [
    pick(random, ["22", "23", "24"]),
    pick(random, ["1", "2", "4", "7", "10"]),
    Math.floor(random() ** 2 * 4),
  ].join("."),
})

/** A name has each version once; one that comes again is another build of it. */
const createBuilds = () => {
  const seen = new Map<string, number>()
  return ({ name, version }: Release): string => {
    const key = `${name} ${version}`
    const build = (seen.get(key) ?? 0) + 1
    seen.set(key, build)
    if (build === 1) return version
    return version.includes("-") ? `${version}.build${build}` : `${version}-build${build}`
  }
}

/** Astra writes six digits after the second. */
const stamp = (random: () => number, ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 23)}${String(Math.floor(random() * 1000)).padStart(3, "0")}Z`

const metadataOf = ({ now, random }: World, users: readonly [string, ...string[]]): object => {
  const created = now() - Math.floor(random() * span)
  const changed = random() < 0.6
  const modified = changed ? created + Math.floor(random() * (now() - created)) : created
  const creationTimestamp = stamp(random, created)
  return {
    labels:
      random() < 0.7
        ? []
        : [{ name: "stage", value: pick(random, ["production", "staging", "test"]) }],
    creationTimestamp,
    modificationTimestamp: modified > created ? stamp(random, modified) : creationTimestamp,
    createdBy: pick(random, users),
    ...(modified > created ? { modifiedBy: pick(random, users) } : {}),
  }
}

/** The values of `columns`, in order; null where the package does not have the field. */
const rowOf = (
  world: World,
  name: string,
  version: string,
  users: readonly [string, ...string[]],
) => {
  const { random } = world
  const of = { random, name, version }
  const packageType = random() < 0.6 ? "install" : "patch"
  const state = pickWeighted(random, [
    ["available", 84],
    ["incomplete", 7],
    ["corrupt", 5],
    ["verifying", 4],
  ])
  const some = (chance: number, make: () => unknown): string | null =>
    random() < chance ? JSON.stringify(make()) : null
  return [
    guidOf(random),
    name,
    version,
    packageType,
    some(0.6, () => [`${name}-${version}.tar.gz`]),
    random() < 0.8 ? "recommended" : "critical",
    state,
    JSON.stringify(stateDetailsOf(of, state)),
    packageType === "patch"
      ? JSON.stringify(upgradableOf(of))
      : some(0.5, () => installableOver(of)),
    some(0.7, () => dependenciesOf(of)),
    JSON.stringify(metadataOf(world, users)),
    some(0.9, () => imagesOf(of)),
    some(0.4, () => artifactsOf(of)),
    some(0.5, () => filesOf(of)),
  ]
}

/** Makes the table and fills it: the releases of the seed, and of Astra's own components. */
export const install = (world: World): void => {
  const { db, random, packages } = world
  db.exec(tables)
  const releases = world.seed.flatMap(releaseOf)
  const buildOf = createBuilds()
  const users = [guidOf(random), guidOf(random), guidOf(random), guidOf(random)] as const
  const insert = db.prepare(
    `insert into astra_packages (${columns.map((name) => `"${name}"`).join(", ")})
     values (${columns.map(() => "?").join(", ")})`,
  )
  const start = Math.floor(random() * releases.length)
  for (let index = 0; index < packages; index += 1) {
    // A prime step: neighbours of the sorted seed end up far apart, and none is left out.
    const from = releases[(start + index * 7919) % releases.length]
    const release = from && random() > 0.2 ? from : ownRelease(random)
    insert.run(...rowOf(world, release.name, buildOf(release), users))
  }
  db.exec(indexes)
  installUpgrades(world, users)
}
