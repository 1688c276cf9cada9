import * as v from "valibot"
import { own } from "../../lib/own.ts"
import type { Problem } from "../../model/error.ts"
import type { ReadProblem } from "../http.ts"

const Faults = v.nullish(
  v.array(v.looseObject({ name: v.string(), reason: v.nullish(v.string()) })),
)

/** application/problem+json. Its `status` is a string, and the answer's own says the same. */
const Said = v.looseObject({
  type: v.nullish(v.string()),
  title: v.nullish(v.string()),
  detail: v.nullish(v.string()),
  correlationID: v.nullish(v.string()),
  invalidParams: Faults,
  invalidFields: Faults,
})

/** `https://astra.netapp.io/problems/5` is known to support as problems/5. */
const codeOf = (type: string | null | undefined): string | undefined =>
  !type || type === "about:blank" ? undefined : (/problems\/\d+/.exec(type)?.[0] ?? type)

/**
 * The account of the path ends up in a header behind the API's front, and that is what its complaint
 * about an unknown account names.
 */
const wrongAccount = (body: unknown): boolean =>
  (typeof body === "string" ? body : (JSON.stringify(body) ?? ""))
    .toLowerCase()
    .includes("x-pcloud-accountid")

const account = {
  trouble: "missing",
  title: "Astra does not know this account id. Check it in the connection's settings.",
} as const

/** What to do about it, where the words for its kind of trouble alone would not tell. */
const titles: Readonly<Record<string, string>> = {
  "problems/1": "Astra does not have it, or not any more.",
  // The address was good up to the account: either that is another one, or there are no packages here.
  "problems/2":
    "Astra has no packages under this account id. Check the id in the connection's settings; Control Center has packages since 22.04.",
  "problems/11":
    "The token's owner has no role that allows this. A token has the role of its owner.",
  "problems/14": "The user that this token belongs to is not enabled.",
  "problems/38": "Somebody changed it meanwhile. Look at it again, then decide again.",
}

/** Source of types and members: the provider facts. */
export const problem: ReadProblem = (body): Partial<Omit<Problem, "status">> => {
  const known = wrongAccount(body) ? account : {}
  const said = v.safeParse(Said, body)
  if (!said.success) return known
  const { type, detail, correlationID, invalidParams, invalidFields } = said.output
  const words = detail || said.output.title
  const code = codeOf(type)
  const title = code === undefined ? undefined : own(titles, code)
  const faults = [...(invalidParams ?? []), ...(invalidFields ?? [])]
  return {
    ...(title === undefined ? {} : { title }),
    ...known,
    ...(words ? { detail: words } : {}),
    ...(code === undefined ? {} : { code }),
    ...(correlationID ? { requestId: correlationID } : {}),
    ...(faults.length === 0
      ? {}
      : { fields: Object.fromEntries(faults.map(({ name, reason }) => [name, reason ?? ""])) }),
  }
}
