import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import type { Named } from "./path.ts"

const refuse = (status: number, error: string): Response => json(status, { error })

const Described = v.object({ id: v.number(), name: v.string(), description: v.string() })
const Version = v.object({
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
type Version = v.InferOutput<typeof Version>

const presentVersion = (item: Version) => ({
  version: item.version,
  is_released: item.is_released === 1,
  software_info: {
    product: item.product,
    version: item.version,
    publisher: item.publisher,
    category: item.category,
    license: item.license,
    platform: item.platform,
    release_date: item.release_date,
  },
  approval_status: item.approval_status,
})

/** What nobody has reviewed yet has no information about its approval. */
const presentDetails = (item: Version) => ({
  ...presentVersion(item),
  ...(item.approval_timestamp === null
    ? {}
    : {
        approval_information: {
          reason: item.approval_reason,
          timestamp: item.approval_timestamp,
          user: item.approval_user,
          role: item.approval_role,
        },
      }),
})

const parts = v.array(Described)
const presentNamed = ({ name, description }: v.InferOutput<typeof Described>) => ({
  name,
  description,
})

const listProjects = (world: World, at: Named): Response => {
  const rows = world.db
    .prepare(
      `select id, name, description from spectra_projects
       where organization = ? and group_name = ? order by id`,
    )
    .all(at.organization, at.group)
  return json(200, { projects: v.parse(parts, rows).map(presentNamed) })
}

const findProject = (world: World, at: Named, name: string) =>
  v.safeParse(
    Described,
    world.db
      .prepare(
        `select id, name, description from spectra_projects
         where organization = ? and group_name = ? and name = ?`,
      )
      .get(at.organization, at.group, name),
  )

const findPackage = (world: World, project: number, name: string) =>
  v.safeParse(
    Described,
    world.db
      .prepare(
        "select id, name, description from spectra_packages where project_id = ? and name = ?",
      )
      .get(project, name),
  )

const listPackages = (world: World, project: v.InferOutput<typeof Described>): Response => {
  const rows = world.db
    .prepare("select id, name, description from spectra_packages where project_id = ? order by id")
    .all(project.id)
  return json(200, { ...presentNamed(project), packages: v.parse(parts, rows).map(presentNamed) })
}

const listVersions = (world: World, item: v.InferOutput<typeof Described>): Response => {
  const rows = world.db
    .prepare("select * from spectra_versions where package_id = ? order by id")
    .all(item.id)
  const versions = v.parse(v.array(Version), rows).map(presentVersion)
  return json(200, { ...presentNamed(item), versions: versions.length === 0 ? null : versions })
}

const getVersion = (world: World, packageId: number, version: string): Response => {
  const found = v.safeParse(
    Version,
    world.db
      .prepare("select * from spectra_versions where package_id = ? and version = ?")
      .get(packageId, version),
  )
  return found.success
    ? json(200, presentDetails(found.output))
    : refuse(404, "Version does not exist.")
}

/** `GET list/...`: what the path names, down to one version. Never in pages; oldest first. */
export const answerList = (world: World, at: Named): Response => {
  if (at.project === undefined) return listProjects(world, at)
  const project = findProject(world, at, at.project)
  if (!project.success) return refuse(404, "Project does not exist.")
  if (at.package === undefined) return listPackages(world, project.output)
  const item = findPackage(world, project.output.id, at.package)
  if (!item.success) return refuse(404, "Package does not exist.")
  if (at.version === undefined) return listVersions(world, item.output)
  return getVersion(world, item.output.id, at.version)
}
