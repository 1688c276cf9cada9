import * as v from "valibot"
import { text } from "../answer.ts"
import { bodyOf } from "./body.ts"
import { ensurePackage, ensureProject } from "./content.ts"
import { findPackage, findProject, packageAt, projectAt, versionAt } from "./find.ts"
import type { Asked } from "./operations.ts"
import { isName } from "./path.ts"
import type { AtPackage, AtProject, AtVersion } from "./path.ts"
import { refuse } from "./refusals.ts"
import { Software } from "./software.ts"

const longestDescription = 500

const Description = v.pipe(
  v.string("description: Not a valid string."),
  v.maxLength(
    longestDescription,
    `description: Ensure this field has no more than ${longestDescription} characters.`,
  ),
)
const New = v.object({ description: v.exactOptional(Description) })
const Changed = v.object({
  name: v.exactOptional(
    v.pipe(
      v.string("name: Not a valid string."),
      v.check((name) => isName(name), "name: Invalid syntax or unsupported characters."),
    ),
  ),
  description: v.exactOptional(Description),
})

const created = (): Response => text(201, "Created")
const changed = (): Response => text(200, "OK")

/** `POST create/.../{project}` @throws Refused 400, 409 */
export const createProject = async (
  { world, request }: Asked,
  at: AtProject,
): Promise<Response> => {
  const { description } = await bodyOf(request, New)
  if (findProject(world, at, at.project)) throw refuse(409, "Project already exists.")
  ensureProject(world, at, description)
  return created()
}

/** `POST create/.../{package}`, which makes its project, too. @throws Refused 400, 409 */
export const createPackage = async (
  { world, request }: Asked,
  at: AtPackage,
): Promise<Response> => {
  const { description } = await bodyOf(request, New)
  const project = findProject(world, at, at.project)
  if (project && findPackage(world, project.id, at.package))
    throw refuse(409, "Package already exists.")
  ensurePackage(world, at, description)
  return created()
}

/** `PATCH edit/.../{project}`: names are unique in the group. @throws Refused */
export const editProject = async ({ world, request }: Asked, at: AtProject): Promise<Response> => {
  const { name, description } = await bodyOf(request, Changed)
  const project = projectAt(world, at)
  if (name !== undefined && name !== project.name && findProject(world, at, name))
    throw refuse(409, "name: Project with this name already exists.")
  world.db
    .prepare("update spectra_projects set name = ?, description = ? where id = ?")
    .run(name ?? project.name, description ?? project.description, project.id)
  return changed()
}

/** `PATCH edit/.../{package}`: names are unique in the project. @throws Refused */
export const editPackage = async ({ world, request }: Asked, at: AtPackage): Promise<Response> => {
  const { name, description } = await bodyOf(request, Changed)
  const item = packageAt(world, at)
  if (name !== undefined && name !== item.name && findPackage(world, projectAt(world, at).id, name))
    throw refuse(409, "name: Package with this name already exists.")
  world.db
    .prepare("update spectra_packages set name = ?, description = ? where id = ?")
    .run(name ?? item.name, description ?? item.description, item.id)
  return changed()
}

/** Documented: what is released without a date gets this one. */
const beginningOfTime = "1970-01-01T00:00:00Z"

const ChangedVersion = v.object({
  ...Software.entries,
  release_date: v.exactOptional(v.nullable(Software.entries.release_date.wrapped)),
  is_released: v.exactOptional(v.boolean("is_released: Must be a valid boolean.")),
})

/**
 * What is known of a release after a change: a date alone releases, as in an upload; no date, and what
 * is not released has none.
 */
const releaseOf = (
  { is_released: isReleased, release_date: date }: v.InferOutput<typeof ChangedVersion>,
  before: string | null,
): string | null => {
  if (isReleased === false) return null
  if (isReleased === true) return date ?? beginningOfTime
  return date === undefined ? before : date
}

/** `PATCH edit/.../{package}@{version}` @throws Refused */
export const editVersion = async ({ world, request }: Asked, at: AtVersion): Promise<Response> => {
  const body = await bodyOf(request, ChangedVersion)
  const version = versionAt(world, at)
  const release = releaseOf(body, version.release_date)
  const { product, publisher, category, license, platform } = { ...version, ...body }
  world.db
    .prepare(
      `update spectra_versions set is_released = ?, release_date = ?, product = ?, publisher = ?,
         category = ?, license = ?, platform = ? where id = ?`,
    )
    .run(
      release === null ? 0 : 1,
      release,
      product,
      publisher,
      category,
      license,
      platform,
      version.id,
    )
  return changed()
}
