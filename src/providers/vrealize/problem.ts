import * as v from "valibot"
import type { Problem, Trouble } from "../../model/error.ts"
import type { ReadProblem } from "../http.ts"

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

/** The message names the content by its id, and nothing else says which package it is about. */
const deletedTitle = (said: string): string => {
  const id = uuid.exec(said)?.[0]
  return `One package refers to content${id === undefined ? "" : ` ${id}`} that was deleted, and vRealize refuses the whole list until that package is repaired.`
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
export const problem: ReadProblem = (body): Partial<Omit<Problem, "status">> => {
  const parsed = v.safeParse(Errors, body)
  if (!parsed.success) return {}
  const { errors } = parsed.output
  const said = errors.flatMap((error) => error.message || error.systemMessage || [])
  const codes = errors.flatMap((error) => error.code ?? [])
  const known = codes.map((code) => byCode[code]).find((one) => one !== undefined)
  return {
    ...known,
    ...(codes.some((code) => String(code) === String(deletedContent))
      ? { title: deletedTitle(said.join(" ")) }
      : {}),
    ...(said.length === 0 ? {} : { detail: said.join(" ") }),
    ...(codes[0] === undefined ? {} : { code: String(codes[0]) }),
  }
}
