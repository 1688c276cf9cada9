import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { accountOf } from "./account.ts"
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

/** The same error, its fields by the ids of our inputs; what is none of them is about the JSON. */
const forForm = (cause: unknown): unknown => {
  if (!(cause instanceof ProviderError) || !cause.problem.fields) return cause
  const fields = Object.entries(cause.problem.fields).map(([name, why]) => {
    const input = inputs[name]
    return [input ?? "more", input === undefined ? `${name}: ${why}` : why] as const
  })
  return new ProviderError({ ...cause.problem, fields: Object.fromEntries(fields) }, cause)
}

const Created = v.looseObject({ id: v.string() })

/** POST packages: what the form asks for stands above the same members of the pasted JSON. */
export const createPackage = async (
  call: Call,
  _target: Target,
  { name = "", version = "", type, severity, more = "" }: Values,
): Promise<Done> => {
  const json = {
    ...objectOf(more),
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
    throw forForm(cause)
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
