import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import { startAnalysis } from "./analysing.ts"
import { findArtifact, removeArtifacts } from "./artifacts.ts"
import type { Build } from "./artifacts.ts"
import { findPackage, findProject, findVersion } from "./find.ts"
import { optionsOf } from "./options.ts"
import type { AtPackage, AtProject, AtVersion } from "./path.ts"
import { refuse, words } from "./refusals.ts"
import type { Software, Wanted } from "./software.ts"
import { charge, leftOf } from "./usage.ts"

/** What comes in: a file of the world, or what a stand-in is made of. */
export type Content = {
  readonly name: string
  readonly size: number
  readonly file?: string
  readonly standIn?: string
}

/** Documented: an organization takes no more. */
const mostPackages = 10_000

/** All or nothing. */
const together = (world: World, work: () => void): void => {
  world.db.exec("begin")
  try {
    work()
    world.db.exec("commit")
  } catch (error) {
    world.db.exec("rollback")
    throw error
  }
}

const versionsOf = (world: World, packageId: number): readonly number[] =>
  world.db
    .prepare("select id from spectra_versions where package_id = ? order by id")
    .all(packageId)
    .map(({ id }) => Number(id))

const existing = (world: World, at: AtVersion) => {
  const project = findProject(world, at, at.project)
  const item = project && findPackage(world, project.id, at.package)
  return { item, version: item && findVersion(world, item.id, at.version) }
}

const checkRoom = (world: World, { organization }: AtPackage): void => {
  const row = world.db
    .prepare(
      `select count(*) as count from spectra_packages
       where project_id in (select id from spectra_projects where organization = ?)`,
    )
    .get(organization)
  if (Number(row?.["count"]) >= mostPackages)
    throw refuse(400, "The maximum number of packages of the organization is reached.")
}

const checkRepro = (world: World, version: number | undefined, replace: boolean): void => {
  if (version === undefined)
    throw refuse(400, "Cannot upload a reproducible build for a non-existent version.")
  if (!replace && findArtifact(world, version, "repro"))
    throw refuse(400, "A reproducible build of this version already exists.")
}

const checkMain = (world: World, at: AtVersion, wanted: Wanted): void => {
  const { item, version } = existing(world, at)
  if (version && !wanted.replace) throw refuse(409, "Version already exists.")
  if (!item) checkRoom(world, at)
  const { mostVersions } = optionsOf(world)
  if (item && !version && !wanted.force && versionsOf(world, item.id).length >= mostVersions)
    throw refuse(400, `The maximum number of versions (${mostVersions}) of the package is reached.`)
  if (wanted.diffWith === undefined) return
  const before = item && findVersion(world, item.id, wanted.diffWith)
  if (!before || wanted.diffWith === at.version)
    throw refuse(400, "diff_with: Version does not exist.")
}

/**
 * Whether a file of this size may come in.
 * @returns how many bytes it may have
 * @throws Refused 400, 402, 409
 */
export const checkUpload = (
  world: World,
  at: AtVersion,
  wanted: Wanted,
  size: number | undefined,
): number => {
  if (wanted.build === "repro") checkRepro(world, existing(world, at).version?.id, wanted.replace)
  else checkMain(world, at, wanted)
  const left = leftOf(world, "analysis")
  if ((size ?? 0) > left) throw refuse(402, words.analysisCapacity)
  return left
}

/** Makes a project that is not there. @returns its id */
export const ensureProject = (world: World, at: AtProject, description = ""): number =>
  findProject(world, at, at.project)?.id ??
  Number(
    world.db
      .prepare(
        "insert into spectra_projects (organization, group_name, name, description) values (?, ?, ?, ?)",
      )
      .run(at.organization, at.group, at.project, description).lastInsertRowid,
  )

/** Makes a package that is not there, and its project. @returns its id @throws Refused 400 */
export const ensurePackage = (world: World, at: AtPackage, description = ""): number => {
  const project = ensureProject(world, at)
  const known = findPackage(world, project, at.package)
  if (known) return known.id
  checkRoom(world, at)
  return Number(
    world.db
      .prepare("insert into spectra_packages (project_id, name, description) values (?, ?, ?)")
      .run(project, at.package, description).lastInsertRowid,
  )
}

/** Deletes a version with all that hangs on it. */
export const removeVersion = (world: World, version: number): void => {
  removeArtifacts(world, "version_id = ?", version)
  world.db.prepare("delete from spectra_versions where id = ?").run(version)
}

const insertVersion = (world: World, packageId: number, name: string, of: Software): number => {
  const row = world.db
    .prepare(
      `insert into spectra_versions (package_id, version, is_released, product, publisher, category,
         license, platform, release_date, approval_status, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'NotApproved', ?)`,
    )
    .run(
      packageId,
      name,
      of.release_date === undefined ? 0 : 1,
      of.product ?? "",
      of.publisher ?? "",
      of.category ?? "Other",
      of.license ?? "Unknown",
      of.platform ?? "Other",
      of.release_date ?? null,
      new Date(world.now()).toISOString(),
    )
  return Number(row.lastInsertRowid)
}

/** Another file is not what was reviewed; what is said of it anew holds, the rest stays. */
const renewVersion = (world: World, id: number, of: Software): void => {
  world.db
    .prepare(
      `update spectra_versions set is_released = coalesce(?, is_released),
         product = coalesce(?, product), publisher = coalesce(?, publisher),
         category = coalesce(?, category), license = coalesce(?, license),
         platform = coalesce(?, platform), release_date = coalesce(?, release_date),
         approval_status = 'NotApproved', approval_reason = null, approval_timestamp = null,
         approval_user = null, approval_role = null
       where id = ?`,
    )
    .run(
      of.release_date === undefined ? null : 1,
      of.product ?? null,
      of.publisher ?? null,
      of.category ?? null,
      of.license ?? null,
      of.platform ?? null,
      of.release_date ?? null,
      id,
    )
}

/** The version that a main artifact belongs to, made or made new; a full package loses its oldest. */
const versionFor = (world: World, at: AtVersion, wanted: Wanted): number => {
  const item = ensurePackage(world, at)
  const known = findVersion(world, item, at.version)
  if (known) {
    renewVersion(world, known.id, wanted.software)
    return known.id
  }
  const versions = versionsOf(world, item)
  const over = versions.length + 1 - optionsOf(world).mostVersions
  for (const oldest of versions.slice(0, Math.max(0, over))) removeVersion(world, oldest)
  return insertVersion(world, item, at.version, wanted.software)
}

const insertArtifact = (
  world: World,
  version: number,
  build: Build,
  { name, size, file, standIn }: Content,
  diffWith: string | undefined,
): void => {
  removeArtifacts(world, `build = '${build}' and version_id = ?`, version)
  const now = world.now()
  world.db
    .prepare(
      `insert into spectra_artifacts (version_id, build, name, size, file, stand_in, diff_with,
         received, due, has_later_formats)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    )
    .run(
      version,
      build,
      name,
      size,
      file ?? null,
      standIn ?? null,
      diffWith ?? null,
      now,
      now + optionsOf(world).analysisMs,
    )
}

/**
 * Takes a file in that has come, and has it analysed. What was allowed when it began to come is looked
 * at again: another upload may have been faster.
 * @throws Refused 400, 402, 409; then the file is gone
 */
export const takeIn = (world: World, at: AtVersion, wanted: Wanted, content: Content): void => {
  try {
    together(world, () => {
      checkUpload(world, at, wanted, content.size)
      const version =
        wanted.build === "repro" ? existing(world, at).version?.id : versionFor(world, at, wanted)
      if (version === undefined || !charge(world, "analysis", content.size))
        throw refuse(402, words.analysisCapacity)
      insertArtifact(world, version, wanted.build, content, wanted.diffWith)
    })
  } catch (error) {
    if (content.file !== undefined) filesOf(world).remove(content.file)
    throw error
  }
  const { version } = existing(world, at)
  const artifact = version && findArtifact(world, version.id, wanted.build)
  // Its failure is kept with the artifact; asking for the status brings up anything else.
  if (artifact) startAnalysis(world, artifact).catch(() => {})
}
