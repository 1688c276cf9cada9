import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { Described, Version, packageAt, projectAt, versionAt } from "./find.ts"
import { allowedGroup } from "./accounts.ts"
import type { AtPackage, AtProject, AtVersion, Named } from "./path.ts"

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
const presentNamed = ({ name, description }: Described) => ({
  name,
  description,
})

/** `GET list/{org}`, which later Portals have: the groups that the token's owner is a member of. */
export const listGroups = (): Response => json(200, { groups: [{ name: allowedGroup }] })

/** `GET list/{org}/{group}`: never in pages, and oldest first, as all lists. */
export const listProjects = (world: World, at: Named): Response => {
  const rows = world.db
    .prepare(
      `select id, name, description from spectra_projects
       where organization = ? and group_name = ? order by id`,
    )
    .all(at.organization, at.group)
  return json(200, { projects: v.parse(parts, rows).map(presentNamed) })
}

/** `GET list/.../{project}` @throws Refused */
export const listPackages = (world: World, at: AtProject): Response => {
  const project = projectAt(world, at)
  const rows = world.db
    .prepare("select id, name, description from spectra_packages where project_id = ? order by id")
    .all(project.id)
  return json(200, { ...presentNamed(project), packages: v.parse(parts, rows).map(presentNamed) })
}

/** `GET list/.../{package}` @throws Refused */
export const listVersions = (world: World, at: AtPackage): Response => {
  const item = packageAt(world, at)
  const rows = world.db
    .prepare("select * from spectra_versions where package_id = ? order by id")
    .all(item.id)
  const versions = v.parse(v.array(Version), rows).map(presentVersion)
  return json(200, { ...presentNamed(item), versions: versions.length === 0 ? null : versions })
}

/** `GET list/.../{package}@{version}` @throws Refused */
export const getVersion = (world: World, at: AtVersion): Response =>
  json(200, presentDetails(versionAt(world, at)))
