import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { smallestArchive } from "./archive.ts"
import { installExecutions } from "./runs.ts"

/**
 * The item as the API sends it is what is kept, without its downloadUrl, which depends on the address
 * that the sandbox is reached at. What the API sorts and filters by is generated from it, under the
 * API's own names.
 */
const tables = `
  create table cylance_packages (
    seq integer primary key,
    item text not null,
    -- Of the file that was announced, and until when (ms) it is waited for.
    checksum text,
    deadline integer,
    -- When (ms) the file came, and its own digest.
    received integer,
    sha256 text,
    "packageId" text not null generated always as (item ->> '$.packageId') stored,
    "category" text not null generated always as (item ->> '$.category') stored,
    "uploadedOn" text generated always as (item ->> '$.uploadedOn') stored,
    "uploadedBy.id" text not null generated always as (item ->> '$.uploadedBy.id') stored,
    "uploadedBy.login" text not null generated always as (item ->> '$.uploadedBy.login') stored,
    "size" integer generated always as (item ->> '$.size') stored,
    "status" text not null generated always as (item ->> '$.status') stored,
    "timeout" integer not null generated always as (item ->> '$.timeout') stored,
    "packageDescriptor.name" text not null
      generated always as (item ->> '$.packageDescriptor.name') stored
  );
  create table cylance_files ("packageId" text primary key, bytes blob not null);
  create table cylance_executions (
    seq integer primary key,
    id text not null unique,
    -- As the API sends it, without what its time and its address decide.
    item text not null,
    created integer not null
  )`

const indexes = `
  create unique index cylance_packages_id on cylance_packages ("packageId");
  create index cylance_packages_uploaded on cylance_packages ("uploadedOn");
  create index cylance_packages_name on cylance_packages ("packageDescriptor.name");
  create index cylance_packages_status on cylance_packages ("status")`

type User = { readonly id: string; readonly login: string }

const logins = [
  "ada.moreau",
  "ben.okafor",
  "carla.nunez",
  "dmitri.volkov",
  "emi.tanaka",
  "farid.rahimi",
  "grace.lindqvist",
  "soc-automation",
] as const

const day = 86_400_000
const span = 548 * day

const purposes = [
  "Collects the files and registry keys of",
  "Reports every running process of",
  "Removes what is left of",
  "Takes an inventory of installations of",
  "Stops services that belong to",
  "Verifies the signatures of",
] as const

const examplesOf = (world: World, name: string): readonly object[] =>
  [
    { invocationString: "", description: "Runs with the defaults" },
    { invocationString: `-target "${name}"`, description: `Looks for ${name} alone` },
    {
      invocationString: "-depth 3 -user ALL",
      description: "Searches the profiles of all users, three folders deep",
    },
  ].slice(0, Math.floor(world.random() * 4))

/**
 * started and timeout: nothing has been received, so there is no size and no download. Whether there
 * is a date is not documented; some have one.
 */
const receivedOf = (
  world: World,
  seed: SeedPackage,
  status: string,
  begun: number | undefined,
): object => {
  if (status === "timeout") return {}
  if (begun !== undefined)
    return world.random() < 0.6 ? { uploadedOn: new Date(begun).toISOString() } : {}
  return {
    size: Math.max(smallestArchive, seed.size ?? Math.floor(world.random() * 60_000)),
    uploadedOn: new Date(world.now() - Math.floor(world.random() ** 1.5 * span)).toISOString(),
  }
}

/** The item, and until when (ms) its file is waited for where that has not come. */
const itemOf = (
  world: World,
  seed: SeedPackage,
  version: number,
  user: User,
): { readonly item: object; readonly deadline: number | null } => {
  const { random } = world
  const packageId = guidOf(random)
  const status = pickWeighted(random, [
    ["success", 82],
    ["failed", 8],
    ["timeout", 6],
    ["started", 4],
  ])
  const timeout = pick(random, [60, 120, 300, 300, 600, 900])
  const begun =
    status === "started" ? world.now() - Math.floor(random() * timeout * 1000) : undefined
  const topic = seed.topic === undefined ? "" : `, ${seed.topic}`
  const item = {
    packageId,
    category: user.login.startsWith("content@") ? "cylance" : "custom",
    status,
    ...receivedOf(world, seed, status, begun),
    timeout,
    uploadedBy: user,
    playbookCount: random() < 0.7 ? 0 : Math.floor(random() * 12) + 1,
    packageDescriptor: {
      packageId,
      name: seed.name,
      description: `${pick(random, purposes)} ${seed.name} ${seed.version}${topic}`,
      version,
      examples: examplesOf(world, seed.name),
      packageInfo: {
        fileType: "python",
        fileName: `${seed.name.replaceAll(/[^a-z0-9]+/gi, "_").replace(/^_/, "")}.py`,
        entryPoint: pick(random, ["", "", "main", "run"]),
      },
    },
  }
  return { item, deadline: begun === undefined ? null : begun + timeout * 1000 }
}

/** Makes the tables and fills them from the seed; a name that comes again is its next version. */
export const install = (world: World): void => {
  const { db, random, seed, packages } = world
  db.exec(tables)
  const users = logins.map((name) => ({ id: guidOf(random), login: `${name}@acme.example` }))
  const vendor: User = { id: guidOf(random), login: "content@cylance.example" }
  const insert = db.prepare("insert into cylance_packages (item, deadline) values (?, ?)")
  const versions = new Map<string, number>()
  const start = Math.floor(random() * seed.length)
  for (let index = 0; index < packages; index += 1) {
    // A prime step: neighbours of the sorted seed end up far apart, and none is left out.
    const from = seed[(start + index * 7919) % seed.length]
    if (!from) break
    const version = (versions.get(from.name) ?? 0) + 1
    versions.set(from.name, version)
    const user = random() < 0.12 ? vendor : (users[Math.floor(random() * users.length)] ?? vendor)
    const { item, deadline } = itemOf(world, from, version, user)
    insert.run(JSON.stringify(item), deadline)
  }
  db.exec(indexes)
  installExecutions(world, users)
}
