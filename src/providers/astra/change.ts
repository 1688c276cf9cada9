import * as v from "valibot"
import { own } from "../../lib/own.ts"
import type { Done, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import { ask, path } from "../http.ts"
import { accountOf } from "./account.ts"
import { listPackages } from "./list.ts"
import { problem } from "./problem.ts"

const refuse = (input: string, why: string): ProviderError =>
  new ProviderError({ trouble: "invalid", title: why, fields: { [input]: why } })

/** The rest of a package as it was pasted: an object, or nothing. */
const objectOf = (text: string): object => {
  if (text.trim() === "") return {}
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // Said below.
  }
  throw refuse("more", "Enter a JSON object, such as one with images and files.")
}

/** What the API calls each input, for the errors that it gives back by its own names. */
const inputs: Readonly<Record<string, string>> = {
  packageName: "name",
  packageVersion: "version",
  packageType: "type",
  severityLevel: "severity",
}

/** What Astra itself says of a package that it has: no part of a new one, though people may paste it. */
const ownWords: ReadonlySet<string> = new Set([
  "id",
  "packageState",
  "packageStateTransitions",
  "packageStateDetails",
])

/** Labels alone are the author's; when and by whom, Astra writes itself. */
const labelsOf = (metadata: unknown): unknown =>
  typeof metadata === "object" && metadata !== null && "labels" in metadata
    ? { labels: metadata.labels }
    : undefined

const restOf = (text: string): object =>
  Object.fromEntries(
    Object.entries(objectOf(text)).flatMap(([name, value]: [string, unknown]) =>
      ownWords.has(name) ? [] : [[name, name === "metadata" ? labelsOf(value) : value]],
    ),
  )

/** The same error, its fields by the ids of our inputs; what is none of them is about the JSON. */
const forForm = (cause: unknown): unknown => {
  if (!(cause instanceof ProviderError) || !cause.problem.fields) return cause
  const fields: Record<string, string> = {}
  for (const [name, why] of Object.entries(cause.problem.fields)) {
    const input = own(inputs, name)
    const said = input === undefined ? `${name}: ${why}` : why
    const before = fields[input ?? "more"]
    fields[input ?? "more"] = before === undefined ? said : `${before}; ${said}`
  }
  return new ProviderError({ ...cause.problem, fields }, cause)
}

/**
 * A conflict, in words that say with what. The API says only that something conflicts; the list tells
 * whether it has that name and version.
 */
const forConflict = async (
  call: Call,
  cause: unknown,
  name: string,
  version: string,
): Promise<unknown> => {
  if (!(cause instanceof ProviderError) || cause.trouble !== "conflict") return cause
  const filters = { name: [`=${name}`], version: [`=${version}`] }
  const query = { ...emptyQuery, size: 1, filters, fields: ["name", "version"] }
  // Where even that fails, the conflict is still what there is to be told.
  const page = await listPackages(call, query).catch(() => undefined)
  const title =
    page && page.rows.length > 0
      ? `There is a package ${name} ${version} already. The API changes none: delete that one first, or give another version.`
      : "Astra has something that conflicts with this package. Give another name or version, or look for what it names."
  return new ProviderError({ ...cause.problem, title }, cause)
}

const Created = v.looseObject({ id: v.string() })

/** POST packages: what the form asks for stands above the same members of the pasted JSON. */
export const createPackage = async (
  call: Call,
  _target: Target,
  { name = "", version = "", type, severity, more = "" }: Values,
): Promise<Done> => {
  const json = {
    ...restOf(more),
    type: "application/astra-package",
    version: "1.0",
    packageName: name.trim(),
    packageVersion: version.trim(),
    packageType: type,
    severityLevel: severity,
  }
  try {
    const { body } = await ask(call, {
      path: path`/accounts/${accountOf(call)}/core/v1/packages`,
      method: "POST",
      headers: { "content-type": "application/astra-package+json" },
      json,
      schema: Created,
      problem,
    })
    return { place: [{ in: "packages", id: body.id }] }
  } catch (cause) {
    throw forForm(await forConflict(call, cause, json.packageName, json.packageVersion))
  }
}

/** DELETE packages/{id} */
export const removePackage = async (call: Call, { place }: Target): Promise<Done | undefined> => {
  try {
    await ask(call, {
      path: path`/accounts/${accountOf(call)}/core/v1/packages/${idOf(place, "packages")}`,
      method: "DELETE",
      schema: v.unknown(),
      problem,
    })
    return undefined
  } catch (cause) {
    // Someone else was faster, and what was wanted is so.
    if (cause instanceof ProviderError && cause.problem.code === "problems/1")
      return { note: "It was gone already." }
    throw cause
  }
}
