import * as v from "valibot"
import type { World } from "../api.ts"
import type { AtPackage, AtProject, AtVersion, Named } from "./path.ts"
import { refuse } from "./refusals.ts"

export const Described = v.object({ id: v.number(), name: v.string(), description: v.string() })
/** A project or a package. */
export type Described = v.InferOutput<typeof Described>

export const Version = v.object({
  id: v.number(),
  package_id: v.number(),
  version: v.string(),
  is_released: v.number(),
  product: v.string(),
  publisher: v.string(),
  category: v.string(),
  license: v.string(),
  platform: v.string(),
  release_date: v.nullable(v.string()),
  approval_status: v.string(),
  approval_reason: v.nullable(v.string()),
  approval_timestamp: v.nullable(v.string()),
  approval_user: v.nullable(v.string()),
  approval_role: v.nullable(v.string()),
})
export type Version = v.InferOutput<typeof Version>

const read = <T>(schema: v.GenericSchema<unknown, T>, row: unknown): T | undefined =>
  row === undefined ? undefined : v.parse(schema, row)

export const findProject = (world: World, at: Named, name: string): Described | undefined =>
  read(
    Described,
    world.db
      .prepare(
        `select id, name, description from spectra_projects
         where organization = ? and group_name = ? and name = ?`,
      )
      .get(at.organization, at.group, name),
  )

export const findPackage = (world: World, project: number, name: string): Described | undefined =>
  read(
    Described,
    world.db
      .prepare(
        "select id, name, description from spectra_packages where project_id = ? and name = ?",
      )
      .get(project, name),
  )

export const findVersion = (world: World, packageId: number, name: string): Version | undefined =>
  read(
    Version,
    world.db
      .prepare("select * from spectra_versions where package_id = ? and version = ?")
      .get(packageId, name),
  )

/** @throws Refused 404 */
export const projectAt = (world: World, at: AtProject): Described => {
  const project = findProject(world, at, at.project)
  if (!project) throw refuse(404, "Project does not exist.")
  return project
}

/** @throws Refused 404 */
export const packageAt = (world: World, at: AtPackage): Described => {
  const item = findPackage(world, projectAt(world, at).id, at.package)
  if (!item) throw refuse(404, "Package does not exist.")
  return item
}

/** @throws Refused 404 */
export const versionAt = (world: World, at: AtVersion): Version => {
  const version = findVersion(world, packageAt(world, at).id, at.version)
  if (!version) throw refuse(404, "Version does not exist.")
  return version
}

const Place = v.object({
  organization: v.string(),
  group: v.string(),
  project: v.string(),
  package: v.string(),
  version: v.string(),
})

/** Where a version stands; undefined when it is gone. */
export const placeOf = (world: World, version: number): AtVersion | undefined =>
  read(
    Place,
    world.db
      .prepare(
        `select p.organization, p.group_name as "group", p.name as project, k.name as package, v.version
         from spectra_versions v join spectra_packages k on k.id = v.package_id
           join spectra_projects p on p.id = k.project_id
         where v.id = ?`,
      )
      .get(version),
  )
