import * as v from "valibot"
import { isLicence } from "./licences.ts"
import { builds } from "./artifacts.ts"
import type { Build } from "./artifacts.ts"
import { refuse } from "./refusals.ts"

/** The Portal has seven. */
export const platforms = [
  "Browser",
  "Containers",
  "Linux",
  "MacOS",
  "Mobile",
  "Windows",
  "Other",
] as const

/** Of the Portal's 37 only these are known; no others are made up, and any other is refused. */
export const categories = [
  "Ad",
  "Administration",
  "Analytics",
  "Audio",
  "Browser",
  "Development",
  "Other",
] as const

const longest = 200

const Text = (name: string) =>
  v.pipe(
    v.string(`${name}: Not a valid string.`),
    v.maxLength(longest, `${name}: Ensure this field has no more than ${longest} characters.`),
  )

const ReleaseDate = v.pipe(
  v.string("release_date: Not a valid date-time."),
  v.check(
    (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
    "release_date: Not a valid date-time.",
  ),
  v.transform((text) => new Date(text).toISOString().replace(/\.000Z$/, "Z")),
)

/** Facts that people state about a version; words for what is wrong as the Portal has them. */
export const Software = v.object({
  product: v.exactOptional(Text("product")),
  publisher: v.exactOptional(Text("publisher")),
  category: v.exactOptional(v.picklist(categories, "category: Invalid software category")),
  platform: v.exactOptional(v.picklist(platforms, "platform: Invalid software platform")),
  license: v.exactOptional(
    v.pipe(
      v.string("license: Invalid software license"),
      v.check(isLicence, "license: Invalid software license"),
    ),
  ),
  release_date: v.exactOptional(ReleaseDate),
})
export type Software = v.InferOutput<typeof Software>

/** Reads what somebody sent. @throws Refused 400 in the words of the first thing that is wrong */
export const readAs = <T>(schema: v.GenericSchema<unknown, T>, value: unknown): T => {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw refuse(400, parsed.issues[0].message)
  return parsed.output
}

/** A flag of a query, false where it is left out; Python's clients write True. @throws Refused 400 */
export const flagOf = (query: URLSearchParams, name: string): boolean => {
  const value = (query.get(name) ?? "false").toLowerCase()
  if (value !== "true" && value !== "false") throw refuse(400, `${name}: Must be a valid boolean.`)
  return value === "true"
}

/** What an upload, or an import, asks for. */
export type Wanted = {
  readonly build: Build
  readonly replace: boolean
  readonly force: boolean
  readonly diffWith: string | undefined
  readonly software: Software
}

/** `build` of a query. @throws Refused 400 */
export const buildOf = (query: URLSearchParams): Build => {
  const asked = query.get("build") ?? "version"
  const build = builds.find((one) => one === asked)
  if (!build) throw refuse(400, "build: Invalid build type")
  return build
}

/**
 * The query of an upload.
 * @param impossible what becomes of `force` and `diff_with` for a reproducible build: an upload is
 *   refused, an import does without
 * @throws Refused 400
 */
export const wantedOf = (
  query: URLSearchParams,
  impossible: "refuse" | "ignore" = "refuse",
): Wanted => {
  const build = buildOf(query)
  const force = flagOf(query, "force")
  const diffWith = query.get("diff_with") ?? undefined
  const isRepro = build === "repro"
  if (isRepro && impossible === "refuse" && (force || diffWith !== undefined))
    throw refuse(400, `${force ? "force" : "diff_with"}: Not allowed with build=repro.`)
  return {
    build,
    replace: flagOf(query, "replace"),
    force: force && !isRepro,
    diffWith: isRepro ? undefined : diffWith,
    software: readAs(Software, Object.fromEntries(query)),
  }
}
