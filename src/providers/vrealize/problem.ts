import * as v from "valibot"
import type { Problem, Trouble } from "../../model/error.ts"
import type { ReadProblem } from "../http.ts"
import { holdersOf } from "./holders.ts"

/** Every service: `{"errors":[{code, source, message, systemMessage, moreInfoUrl}]}`; source may be missing. */
const Errors = v.looseObject({
  errors: v.pipe(
    v.array(
      v.looseObject({
        code: v.nullish(v.union([v.number(), v.string()])),
        message: v.nullish(v.string()),
        systemMessage: v.nullish(v.string()),
      }),
    ),
    v.minLength(1),
  ),
})

/** Not one broken package is refused, but every list that would have it. */
const deletedContent = 85552

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i

/** The message names the content by its id; which packages hold it is known if they were seen before. */
const deleted = (said: string): Partial<Problem> => {
  const id = uuid.exec(said)?.[0]
  const holders = id === undefined ? [] : holdersOf(id)
  const [only] = holders
  const who =
    only && holders.length === 1
      ? `The package ${only.name} refers`
      : holders.length > 1
        ? `${holders.length} packages refer`
        : "One package refers"
  const repair =
    "Delete such a package, or have the content taken out of it in vRealize; the API has no update."
  return {
    title: `${who} to content${id === undefined ? "" : ` ${id}`} that was deleted, and vRealize refuses the whole list until that is repaired.`,
    remedy:
      holders.length > 0
        ? `Packages still open one by one. ${repair}`
        : `vRealize does not say which package it is. Packages still open one by one, from links and by their ids, and their contents tell what is missing. ${repair}`,
    culprits: holders.map(({ id: holder, name }) => ({
      title: name,
      place: [{ in: "packages", id: holder }],
    })),
  }
}

/** Pages of the web server before the service, in its place. */
const byPage: Readonly<Record<number, Partial<Problem>>> = {
  401: {
    title: "vRealize did not accept the token, and answered with an error page.",
    remedy:
      "The token has ended or was taken back. Waybill signs in anew where it has a user and a password; a pasted token must be replaced in the connection's settings.",
  },
  403: {
    title: "vRealize does not let this user at content packages, and answered with an error page.",
    remedy:
      "Have one of the architect roles (software, application or infrastructure) given to the user in this tenant.",
  },
}

/** Codes that mean something else than their HTTP status says. */
const byCode: Readonly<Record<string, { readonly trouble: Trouble }>> = {
  10101: { trouble: "invalid" },
  20111: { trouble: "missing" },
  20116: { trouble: "missing" },
  20117: { trouble: "missing" },
  50505: { trouble: "broken" },
  [deletedContent]: { trouble: "broken" },
  90135: { trouble: "signed-out" },
}

/**
 * A request with a bad token never reaches the service: the web server answers an HTML page, of which
 * only the status is worth something. Source of the codes: the provider facts.
 */
export const problem: ReadProblem = (body, { status }): Partial<Omit<Problem, "status">> => {
  if (typeof body === "string" && /^\s*</.test(body)) return byPage[status] ?? {}
  const parsed = v.safeParse(Errors, body)
  if (!parsed.success) return {}
  const { errors } = parsed.output
  const said = errors.flatMap((error) => error.message || error.systemMessage || [])
  const codes = errors.flatMap((error) => error.code ?? [])
  const known = codes.map((code) => byCode[code]).find((one) => one !== undefined)
  return {
    ...known,
    ...(codes.some((code) => String(code) === String(deletedContent))
      ? deleted(said.join(" "))
      : {}),
    ...(said.length === 0 ? {} : { detail: said.join(" ") }),
    ...(codes[0] === undefined ? {} : { code: String(codes[0]) }),
  }
}
