import * as v from "valibot"
import { readAddress } from "../gateway/address.ts"
import type { Route, Upstream } from "./upstream.ts"
import { below, staticToken } from "./parts.ts"

// One name each. An @ inside a name is sent as %40, so the literal one always parts name and version.
const group = "[^/]+/[^/]+"
const project = "pkg:rl/[^/@]+"
const item = `${project}/[^/@]+`
const version = `${item}@[^/@]+`

/** The documented formats and those that the vendor's own tools ask for. */
const formats = "(cyclonedx|spdx|sarif|rl-json|rl-checks|rl-cve|rl-uri|rl-summary-pdf)"

const route = (method: Route["method"], path: string): Route => ({
  method,
  path: new RegExp(`^/${path}$`),
})

/** A status call that generates a link to the artifact, which costs download capacity. */
const asksForLink = /\?(.*&)?download=(?!false(&|$))/i

/** Documented for links to artifacts; those to archives expire, too, and are used at once. */
const linkLife = 60
const Status = v.object({
  analysis: v.object({
    report: v.nullish(
      v.object({
        info: v.nullish(
          v.object({ portal: v.nullish(v.object({ download: v.optional(v.string()) })) }),
        ),
      }),
    ),
  }),
})
const Packed = v.object({ download_link: v.string() })

/** ReversingLabs Spectra Assure Portal, public API version 1 and what its later clients call. */
export const spectra: Upstream = {
  id: "spectra",
  base: (settings) => below(readAddress(settings["address"]), "/api/public/v1"),
  authenticate: staticToken,
  // Least privilege: each call of the adapter, at the levels at which it is made, and nothing else.
  routes: [
    // The groups of the organization, which a list of their own shows.
    route("GET", "list/[^/]+"),
    route("GET", `list/${group}(/(${project}|${item}|${version}))?`),
    route("GET", `(status|checks|pack/safe)/${group}/${version}`),
    route("GET", `report/${group}/${formats}/${version}`),
    route("POST", `create/${group}/(${project}|${item})`),
    route("POST", `(scan|sync|url-import|purl-import)/${group}/${version}`),
    route("PATCH", `edit/${group}/(${project}|${item}|${version})`),
    route("PUT", `(approve|reject|revoke)/${group}/${version}`),
    route("DELETE", `delete/${group}/(${project}|${item}|${version})`),
  ],
  handsOut: [
    {
      after: { ...route("GET", `status/${group}/${version}`), query: asksForLink },
      method: "GET",
      read: (answer) => {
        const link = v.is(Status, answer)
          ? answer.analysis.report?.info?.portal?.download
          : undefined
        return link === undefined ? undefined : { address: link, seconds: linkLife }
      },
    },
    {
      after: route("GET", `pack/safe/${group}/${version}`),
      method: "GET",
      read: (answer) =>
        v.is(Packed, answer) ? { address: answer.download_link, seconds: linkLife } : undefined,
    },
  ],
  // Documented per user. All of them hold at once; the link to an artifact is a kind of status call.
  limits: [
    { id: "minute", limit: 300, windowSeconds: 60 },
    { id: "day", limit: 86_400, windowSeconds: 86_400 },
    { id: "scan", limit: 30, windowSeconds: 60, route: /^\/scan\// },
    { id: "report", limit: 30, windowSeconds: 60, route: /^\/report\// },
    {
      id: "download",
      limit: 10,
      windowSeconds: 60,
      route: new RegExp(`^/status/[^?]*${asksForLink.source}`, "i"),
    },
  ],
  probe: (settings) => ({
    path: `/list/${encodeURIComponent(settings["organization"] ?? "")}/${encodeURIComponent(settings["group"] ?? "")}`,
    rows: "projects",
  }),
  needs: "membership of the group",
}
