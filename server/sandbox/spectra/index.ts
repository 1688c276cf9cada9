import { json } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { bearerOf } from "../tokens.ts"
import { allowedGroup, organization, restrictedGroup, token } from "./accounts.ts"
import { install } from "./fill.ts"
import { count, throttled } from "./limits.ts"
import { answerList } from "./lists.ts"
import { readNames } from "./path.ts"

const prefix = "/api/public/v1/"

const refuse = (status: number, error: string): Response => json(status, { error })

/** The Portal's words for a status that a fault asks for. */
const problem = (status: number, retryAfter: number | undefined): Response | undefined => {
  if (status === 429) return throttled(retryAfter ?? 60)
  if (status === 401) return refuse(401, "Invalid or expired token.")
  if (status === 403) return refuse(403, "You do not have permission to perform this action.")
  if (status === 402) return refuse(402, "The analysis capacity of the group is used up.")
  return status >= 400 ? refuse(status, `${status}: a fault of the sandbox`) : undefined
}

const answer = (world: World, request: Request): Response => {
  const path = new URL(request.url).pathname
  if (!path.startsWith(prefix)) return refuse(404, "Not found.")
  if (bearerOf(request) !== token) return refuse(401, "Invalid or expired token.")
  const refusal = count(world)
  if (refusal) return refusal
  const [operation = "", ...rest] = path.slice(prefix.length).split("/")
  if (operation !== "list") return refuse(404, "Not found.")
  if (request.method !== "GET") return refuse(405, `Method "${request.method}" not allowed.`)
  if (rest.length < 2) return refuse(404, "Not found.")
  const at = readNames(rest.join("/"))
  if (!at) return refuse(400, "Invalid syntax or unsupported characters.")
  if (at.organization !== organization) return refuse(404, "Organization does not exist.")
  if (at.group === restrictedGroup)
    return refuse(403, "You do not have permission to perform this action.")
  if (at.group !== allowedGroup) return refuse(404, "Group does not exist.")
  return answerList(world, at)
}

/**
 * The Spectra Assure Portal's public API, its read side. The Portal answers plain HTTP with 404; the
 * sandbox does not, so that it can be tried without a certificate.
 */
export const spectra: SandboxApi = {
  id: "spectra",
  base: "/spectra",
  settings: { address: "{origin}", organization, group: allowedGroup },
  secrets: { token },
  also: {
    "a group that its token may not see": {
      settings: { address: "{origin}", organization, group: restrictedGroup },
      secrets: { token },
    },
  },
  problem,
  install,
  open: (world) => (request) => Promise.resolve(answer(world, request)),
}
