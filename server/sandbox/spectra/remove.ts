import { text } from "../answer.ts"
import { findArtifact, removeArtifacts } from "./artifacts.ts"
import { removeVersion } from "./content.ts"
import { packageAt, projectAt, versionAt } from "./find.ts"
import type { Asked } from "./operations.ts"
import type { AtPackage, AtProject, AtVersion } from "./path.ts"
import { refuse, words } from "./refusals.ts"
import { buildOf } from "./software.ts"

const deleted = (): Response => text(200, "Deleted")

/** `DELETE delete/.../{package}@{version}`; `build=repro`: that artifact alone. @throws Refused */
export const deleteVersion = ({ world, query }: Asked, at: AtVersion): Response => {
  const build = buildOf(query)
  const version = versionAt(world, at)
  if (build === "version") removeVersion(world, version.id)
  else {
    if (!findArtifact(world, version.id, build)) throw refuse(400, words.repro)
    removeArtifacts(world, "build = 'repro' and version_id = ?", version.id)
  }
  return deleted()
}

/** `DELETE delete/.../{package}`, with all its versions. @throws Refused */
export const deletePackage = ({ world }: Asked, at: AtPackage): Response => {
  const { id } = packageAt(world, at)
  removeArtifacts(world, "version_id in (select id from spectra_versions where package_id = ?)", id)
  world.db.prepare("delete from spectra_packages where id = ?").run(id)
  return deleted()
}

/** `DELETE delete/.../{project}`, with all its packages. @throws Refused */
export const deleteProject = ({ world }: Asked, at: AtProject): Response => {
  const { id } = projectAt(world, at)
  removeArtifacts(
    world,
    `version_id in (select v.id from spectra_versions v
       join spectra_packages k on k.id = v.package_id where k.project_id = ?)`,
    id,
  )
  world.db.prepare("delete from spectra_projects where id = ?").run(id)
  return deleted()
}
