import { own } from "../../lib/own.ts"
import { ProviderError } from "../../model/error.ts"
import type { ReadProblem } from "../http.ts"
import { problem } from "./problem.ts"

/** What only those run into who change something, by the API's own name: what it means, and what then. */
const titles: Readonly<Record<string, string>> = {
  "CF-PackageBitsAlreadyUploaded":
    "This package no longer waits for bits. Upload them again, as another package of its app.",
  "CF-NotAuthorized":
    "This account may not do that. It takes the role space developer in the app's space, and the scope cloud_controller.write.",
  "CF-OrgSuspended":
    "The app's organization is suspended, so nothing in it can be changed until an administrator lifts that.",
  "CF-FeatureDisabled": "An administrator has switched this off for the whole platform.",
  "CF-StagingInProgress":
    "A package of this app is being staged already. Wait for the end of that build, then try again.",
  "CF-BlobstoreUnavailable":
    "The store behind the Cloud Controller could not be reached. Try again in a while.",
  "CF-ResourceNotFound": "It is not there any more, or this account may not see it.",
}

/** Which input a refusal is about, by what its text speaks of; the first one that fits. */
const subjects: readonly (readonly [RegExp, string])[] = [
  [/^source package/i, ""],
  [/\bannotation/i, "annotations"],
  [/\blabel/i, "labels"],
  [/\bbuildpack "/i, "buildpacks"],
  [/\bstack\b/i, "stack"],
  [/\bmemory\b/i, "memory"],
  [/\bdisk\b/i, "disk"],
  [/\bimage\b/i, "image"],
  [/\b(user ?name|password|credentials)\b/i, "username"],
  [/\bapp\b/i, "app"],
]

const fieldsOf = (detail: string): Readonly<Record<string, string>> => {
  const input = subjects.find(([about]) => about.test(detail))?.[1]
  return input ? { [input]: detail } : {}
}

/** Reads a refusal of something that was to be changed. */
export const refusal: ReadProblem = (body, response) => {
  const said = problem(body, response)
  const title = own(titles, said.code?.split(" ")[0] ?? "")
  const fields = response.status === 422 ? fieldsOf(said.detail ?? "") : {}
  return {
    ...said,
    ...(title === undefined ? {} : { title }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  }
}

/** The server knows no such address: it is of another era than the request. */
export const isUnknownRoute = (cause: unknown): boolean =>
  cause instanceof ProviderError && cause.problem.code === "CF-NotFound 10000"

/** Does it as today; where this server does not know how, as in 2015. */
export const orAsIn2015 = async <T>(
  today: () => Promise<T>,
  then: () => Promise<T>,
): Promise<T> => {
  try {
    return await today()
  } catch (cause) {
    if (isUnknownRoute(cause)) return await then()
    throw cause
  }
}
