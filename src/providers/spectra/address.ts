import { ProviderError } from "../../model/error.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import { path } from "../http.ts"

/** `/list/{org}/{group}`: the projects of the group. Both are the connection's. */
export const groupPath = ({ settings }: Call): string => {
  const { organization = "", group = "" } = settings
  if (organization === "" || group === "")
    throw new ProviderError({
      trouble: "invalid",
      title: "This connection names no organization or no group.",
    })
  return path`/list/${organization}/${group}`
}

/** `/list/{org}/{group}/pkg:rl/{project}`: its packages. */
export const projectPath = (call: Call, at: Place): string =>
  `${groupPath(call)}/pkg:rl${path`/${idOf(at, "projects")}`}`

/** `…/pkg:rl/{project}/{package}`: its versions. */
export const packagePath = (call: Call, at: Place): string =>
  `${projectPath(call, at)}${path`/${idOf(at, "packages")}`}`

/** `…/{package}@{version}`: an @ inside a name is encoded, so that the literal one parts the two. */
export const versionPath = (call: Call, at: Place): string =>
  `${packagePath(call, at)}${path`@${idOf(at, "versions")}`}`

/** The package URL of a place, as the Portal writes it. */
export const purlOf = (at: Place): string => {
  const [project, name, version] = at.map((step) => encodeURIComponent(step.id))
  return `pkg:rl/${project ?? ""}${name === undefined ? "" : `/${name}`}${version === undefined ? "" : `@${version}`}`
}
