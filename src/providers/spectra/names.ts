/** A project, package or version may not hold one of these. */
const forbidden = /[\\/:*?"<>|]/g
const longest = 200

/** Why a name cannot be one, in a sentence. */
export const nameProblem = (name: string): string | undefined => {
  const sign = name.match(forbidden)?.[0]
  if (sign !== undefined) return String.raw`It holds ${sign}: names go without \ / : * ? " < > |`
  if (name === "." || name === "..") return "A name cannot be dots alone."
  return name.length > longest ? `At most ${longest} characters.` : undefined
}

/** What is wrong with those of the values that are names, by input id. */
export const namesProblems = (
  values: Readonly<Record<string, string>>,
  ids: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ids.flatMap((id) => {
      const problem = nameProblem((values[id] ?? "").trim())
      return problem === undefined ? [] : [[id, problem]]
    }),
  )

const clean = (name: string): string =>
  name.replaceAll("/", "__").replace(forbidden, "_").trim().slice(0, longest)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A name, a sign between, and what begins with a number and a dot, or is a number alone. */
const general = /^(.+?)[-_ @]v?(\d+(?:(?:[._+~-]|[a-z]+\d).*)?)$/i

const split = (stem: string, kind: string): readonly [string, string] => {
  if (kind === "whl") {
    const [name = stem, version = ""] = stem.split("-")
    return [name, version]
  }
  if (kind === "deb" || kind === "udeb") {
    const [name = stem, version = ""] = stem.split("_")
    return [name, version]
  }
  const found = general.exec(kind === "rpm" ? stem.replace(/\.[^.]+$/, "") : stem)
  return [found?.[1] ?? stem, found?.[2] ?? ""]
}

/**
 * Which package and version a file most likely is: `left-pad-1.3.0.tgz`, `PyYAML-6.0-cp311-….whl`,
 * `curl_7.88.1-10_amd64.deb`, `log4j-core-2.17.1.jar`. A version that nobody can tell is empty.
 */
export const guess = (fileName: string): { readonly name: string; readonly version: string } => {
  const ending = /(?:\.tar)?\.([a-z][a-z0-9]{0,9}|7z)$/i.exec(fileName)
  const stem = ending ? fileName.slice(0, ending.index) : fileName
  const [name, version] = split(decoded(stem), ending?.[1]?.toLowerCase() ?? "")
  return { name: clean(name), version: clean(version) }
}
