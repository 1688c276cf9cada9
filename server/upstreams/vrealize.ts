import * as v from "valibot"
import { readAddress } from "../gateway/address.ts"
import { below, pasted, readAnswer, refusedSignIn } from "./parts.ts"
import type { Upstream } from "./upstream.ts"

const Answer = v.looseObject({ id: v.string(), expires: v.optional(v.string()) })
const Refused = v.looseObject({
  errors: v.pipe(v.array(v.looseObject({ message: v.string() })), v.minLength(1)),
})

const said = (text: string): string => {
  try {
    const parsed = v.safeParse(Refused, JSON.parse(text))
    if (parsed.success) return `: ${parsed.output.errors.map(({ message }) => message).join(" ")}`
  } catch {
    // An HTML page says nothing worth repeating.
  }
  return "."
}

const packages = /^\/content-management-service\/api\/packages$/
const onePackage = /^\/content-management-service\/api\/packages\/[^/]+$/

/** VMware vRealize Automation 7: the identity service hands out tokens that live for a day. */
export const vrealize: Upstream = {
  id: "vrealize",
  base: (settings) => below(readAddress(settings["address"]), ""),
  authenticate: async ({ settings, secrets }, exchange) => {
    if (settings["auth"] === "token") return pasted(secrets["token"])
    const answered = await exchange(
      below(readAddress(settings["address"]), "/identity/api/tokens"),
      {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({
          username: (settings["username"] ?? "").trim(),
          password: secrets["password"] ?? "",
          tenant: (settings["tenant"] ?? "").trim(),
        }),
      },
    )
    const { status, text } = answered
    if (status < 200 || status > 299)
      throw refusedSignIn(
        "The identity service",
        answered,
        `The identity service refused the account${said(text)}`,
        "Check user (as user@domain), password and tenant.",
      )
    const answer = readAnswer(Answer, text, "The identity service")
    const end = Date.parse(answer.expires ?? "")
    return {
      header: `Bearer ${answer.id}`,
      expiresAt: Number.isNaN(end) ? Date.now() + 3_600_000 : end,
    }
  },
  routes: [
    { method: "GET", path: packages },
    // Creates one from JSON, imports one from a zip.
    { method: "POST", path: packages },
    { method: "POST", path: /^\/content-management-service\/api\/packages\/validate$/ },
    { method: "GET", path: onePackage },
    { method: "DELETE", path: onePackage },
    { method: "GET", path: /^\/content-management-service\/api\/packages\/[^/]+\/contents$/ },
    { method: "GET", path: /^\/content-management-service\/api\/contents(\/[^/]+(\/data)?)?$/ },
  ],
  limits: [],
  probe: () => ({
    path: "/content-management-service/api/packages?page=1&limit=1",
    rows: "content",
  }),
  needs: "an architect role (software, application or infrastructure) in this tenant",
}
