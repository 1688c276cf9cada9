import { ProviderError } from "../../model/error.ts"
import type { Place } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import { path } from "../http.ts"

/** `/{org}/{group}`: both are the connection's. */
const groupOf = ({ settings }: Call): string => {
  const { organization = "", group = "" } = settings
  if (organization === "" || group === "")
    throw new ProviderError({
      trouble: "invalid",
      title: "This connection names no organization or no group.",
    })
  return path`/${organization}/${group}`
}

/** `/pkg:rl/{project}/{package}@{version}`: an @ inside a name is encoded, so that the literal one parts the two. */
const purlPath = (at: Place): string => {
  const [project, item, version] = at.map(({ id }) => id)
  if (project === undefined) return ""
  return `/pkg:rl${path`/${project}`}${item === undefined ? "" : path`/${item}`}${version === undefined ? "" : path`@${version}`}`
}

/** `/{verb}/{org}/{group}/pkg:rl/…` of a project, package or version; without a place, of the group. */
export const pathOf = (call: Call, verb: string, at: Place): string =>
  `/${verb}${groupOf(call)}${purlPath(at)}`

/** `/report/{org}/{group}/{format}/pkg:rl/…` */
export const reportPath = (call: Call, format: string, at: Place): string =>
  `/report${groupOf(call)}${path`/${format}`}${purlPath(at)}`

/** The package URL of a place, as the Portal writes it. */
export const purlOf = (at: Place): string => {
  const [project, name, version] = at.map((step) => encodeURIComponent(step.id))
  return `pkg:rl/${project ?? ""}${name === undefined ? "" : `/${name}`}${version === undefined ? "" : `@${version}`}`
}

/** Where a version of these names is. */
export const placeOf = (project: string, name: string, version: string): Place => [
  { in: "projects", id: project },
  { in: "packages", id: name },
  { in: "versions", id: version },
]
