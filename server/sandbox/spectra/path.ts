/** What a path names, from the organization down to a version. */
export type Named = {
  readonly organization: string
  readonly group: string
  readonly project?: string
  readonly package?: string
  readonly version?: string
}

/** As {@link Named}, down to a level. */
export type AtProject = Named & { readonly project: string }
export type AtPackage = AtProject & { readonly package: string }
export type AtVersion = AtPackage & { readonly version: string }

/** Not allowed in the names of projects, packages and versions. */
const forbidden = /[\\/:*?"<>|]/

/** Undefined where the encoding is broken. */
const decode = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

/**
 * Reads `{org}/{group}[/pkg:rl/{project}[/{package}[@{version}]]]`, still percent-encoded. Each
 * segment is decoded by itself. The `@` before the version stands literally, so it is looked for
 * before decoding, and one inside a name is written %40; clients that encode nothing still mean the
 * last one.
 * @returns undefined when the path is none, or holds characters that names may not hold
 */
export const readNames = (rawPath: string): Named | undefined => {
  const [org, group, purl, project, last, ...more] = rawPath.split("/")
  const organization = decode(org ?? "")
  const groupName = decode(group ?? "")
  if (!organization || !groupName || more.length > 0) return undefined
  const place = { organization, group: groupName }
  if (purl === undefined) return place
  // Some clients encode the colon of the prefix, which no name could hold anyway.
  if (decode(purl) !== "pkg:rl" || project === undefined) return undefined
  const projectName = decode(project)
  if (!isName(projectName)) return undefined
  if (last === undefined) return { ...place, project: projectName }
  const at = last.lastIndexOf("@")
  // A name may begin with an @, as npm's do: nothing stands before it, so no version follows it.
  const packageName = decode(at > 0 ? last.slice(0, at) : last)
  if (!isName(packageName)) return undefined
  if (at <= 0) return { ...place, project: projectName, package: packageName }
  const version = decode(last.slice(at + 1))
  if (!isName(version)) return undefined
  return { ...place, project: projectName, package: packageName, version }
}

const longest = 200

/** Whether a project, a package or a version may be called so. */
export const isName = (name: string | undefined): name is string =>
  name !== undefined && name !== "" && name.length <= longest && !forbidden.test(name)
