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

/** Codes that mean something else, or more, than their HTTP status says. */
const byCode: Readonly<Record<string, { readonly trouble: Trouble; readonly title?: string }>> = {
  10101: { trouble: "invalid" },
  20111: { trouble: "missing" },
  20116: { trouble: "missing" },
  20117: { trouble: "missing" },
  50505: { trouble: "broken" },
  85552: {
    trouble: "broken",
    title:
      "One package refers to content that was deleted, and vRealize then refuses the whole list until that package is repaired.",
  },
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
    ...(said.length === 0 ? {} : { detail: said.join(" ") }),
    ...(codes[0] === undefined ? {} : { code: String(codes[0]) }),
  }
}
