import type { World } from "../api.ts"
import { pick, pickWeighted, shuffle } from "../random.ts"
import { groupSeed } from "../seed/group.ts"
import type { SeedName } from "../seed/group.ts"
import { allowedGroup, organization, restrictedGroup } from "./accounts.ts"
import { artifactsOf } from "./seeded.ts"
import { draftVersions } from "./versions.ts"

const tables = `
create table spectra_projects (
  id integer primary key,
  organization text not null,
  group_name text not null,
  name text not null,
  description text not null,
  unique (organization, group_name, name)
);
create table spectra_packages (
  id integer primary key,
  project_id integer not null references spectra_projects (id) on delete cascade,
  name text not null,
  description text not null,
  unique (project_id, name)
);
create table spectra_versions (
  id integer primary key,
  package_id integer not null references spectra_packages (id) on delete cascade,
  version text not null,
  is_released integer not null,
  product text not null,
  publisher text not null,
  category text not null,
  license text not null,
  platform text not null,
  release_date text,
  approval_status text not null,
  approval_reason text,
  approval_timestamp text,
  approval_user text,
  approval_role text,
  created_at text not null,
  unique (package_id, version)
);
create table spectra_artifacts (
  id integer primary key autoincrement,
  version_id integer not null references spectra_versions (id) on delete cascade,
  build text not null,
  name text,
  size integer,
  file text,
  stand_in text,
  diff_with text,
  received integer not null,
  due integer not null,
  has_later_formats integer not null,
  analysis text,
  failure text,
  ended integer,
  unique (version_id, build)
);
create table spectra_usage (kind text primary key, bytes integer not null);`

/** An organization of the Portal takes no more; some room is left for uploads. */
const mostPackages = 9900
const packagesPerProject = 55
const fewestProjects = 9

/** Names as people give them: with spaces, with signs that an address must encode, not in ASCII. */
const projectNames = [
  "Storefront",
  "Zahlungen & Fürsorge",
  "100% Coverage",
  "C# Tools",
  "R&D @ Zürich",
  "data+ml pipeline",
  "東京 gateway",
  "Mobile App (iOS)",
  "Build Farm",
  "Identity",
  "Search & Recommendations",
  "Legacy ERP",
  "Edge Devices",
  "Design System",
  "Observability",
  "Billing; Invoices",
] as const

const purposes = [
  "Everything that goes into the nightly build.",
  "What customers get. Releases need an approval.",
  "Third-party software, checked before it is used.",
  "",
] as const

const emptyProject = "Not yet begun"

/** The Portal allows no slash in names; npm's scopes are written as DefinitelyTyped does. */
const nameOf = (seed: SeedName): string => seed.name.replaceAll("/", "__")

const addProject = (world: World, group: string, name: string, description: string): number =>
  Number(
    world.db
      .prepare(
        "insert into spectra_projects (organization, group_name, name, description) values (?, ?, ?, ?)",
      )
      .run(organization, group, name, description).lastInsertRowid,
  )

const addProjects = (world: World, count: number): readonly [number, ...number[]] => {
  const add = (at: number): number => {
    const name = projectNames[at % projectNames.length] ?? projectNames[0]
    const round = Math.floor(at / projectNames.length)
    const description = pick(world.random, purposes)
    return addProject(world, allowedGroup, round === 0 ? name : `${name} ${round + 1}`, description)
  }
  return [add(0), ...Array.from({ length: count - 1 }, (_, at) => add(at + 1))]
}

type Draw = () => SeedName | undefined

/** Gives the names in a random order, again and again. */
const drawFrom = (world: World, names: readonly SeedName[]): Draw => {
  const order = shuffle(world.random, names)
  let at = 0
  return () => {
    const name = order[at % Math.max(1, order.length)]
    at += 1
    return name
  }
}

const insertVersion = `
insert into spectra_versions (package_id, version, is_released, product, publisher, category, license,
  platform, release_date, approval_status, approval_reason, approval_timestamp, approval_user,
  approval_role, created_at)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Makes the tables and fills them: projects, their packages, and real versions of each. */
export const install = (world: World): void => {
  const { db, random } = world
  db.exec(tables)
  const wanted = Math.min(world.packages, mostPackages)
  const projects = addProjects(
    world,
    Math.max(fewestProjects, Math.round(wanted / packagesPerProject)),
  )
  addProject(world, allowedGroup, emptyProject, "")
  const hidden = addProject(world, restrictedGroup, "Embargoed", "For the security team alone.")

  const insertPackage = db.prepare(
    "insert or ignore into spectra_packages (project_id, name, description) values (?, ?, ?)",
  )
  const insert = db.prepare(insertVersion)
  const addArtifacts = artifactsOf(world)
  const names = groupSeed(world.seed)
  const drawOften = drawFrom(
    world,
    names.filter(({ versions }) => versions.length > 1),
  )
  const drawOnce = drawFrom(
    world,
    names.filter(({ versions }) => versions.length === 1),
  )
  const addPackage = (project: number): boolean => {
    const often = random() < 0.35
    const seed = (often ? drawOften() : drawOnce()) ?? drawOften() ?? drawOnce()
    if (!seed) return false
    const topic = seed.versions[0].topic
    const description = topic === undefined ? "" : `${seed.from}: ${topic}`
    const added = insertPackage.run(project, nameOf(seed), description)
    if (added.changes === 0) return false
    // A package may have been made before its first upload.
    if (random() < 0.02) return true
    const drafts = draftVersions(world, seed)
    for (const [at, { values, created, of }] of drafts.entries()) {
      const { lastInsertRowid } = insert.run(added.lastInsertRowid, ...values)
      addArtifacts({ version: lastInsertRowid, created, of, before: drafts[at - 1]?.of })
    }
    return true
  }
  let count = 0
  // A project may have drawn a name already; after so many draws there is nothing left to draw.
  for (let draws = 0; count < wanted && draws < wanted * 20; draws += 1) {
    const project = pickWeighted(random, [
      [pick(random, projects), 5],
      [projects[0], 1],
    ])
    if (addPackage(project)) count += 1
  }
  for (let at = 0; at < 5; at += 1) addPackage(hidden)
  db.exec("create index spectra_versions_package on spectra_versions (package_id, id)")
}
