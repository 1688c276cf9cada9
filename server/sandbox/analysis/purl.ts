import { PackageURL } from "packageurl-js"
import type { Ecosystem } from "./types.ts"

const parts = (ecosystem: Ecosystem, name: string): readonly [string | undefined, string] => {
  if (ecosystem === "npm" && name.startsWith("@")) {
    const slash = name.indexOf("/")
    return [name.slice(0, slash), name.slice(slash + 1)]
  }
  if (ecosystem === "maven") {
    const colon = name.indexOf(":")
    return [name.slice(0, colon), name.slice(colon + 1)]
  }
  return [undefined, name]
}

/** Debian's own packages say no vendor; Ubuntu's say it in the version. */
const vendor = (version: string): string => (version.includes("ubuntu") ? "ubuntu" : "debian")

/**
 * The package URL of a name and version, or undefined where the name is none of its ecosystem.
 * Maven's names are `group:artifact`.
 */
export const purlOf = (
  ecosystem: Ecosystem,
  name: string,
  version: string | null,
  qualifiers?: Readonly<Record<string, string>>,
): string | undefined => {
  const [namespace, last] = parts(ecosystem, name)
  try {
    return new PackageURL(
      ecosystem,
      ecosystem === "deb" ? vendor(version ?? "") : namespace,
      last,
      version,
      qualifiers && { ...qualifiers },
    ).toString()
  } catch {
    return undefined
  }
}
