import { readAddress } from "../gateway/address.ts"
import type { Upstream } from "./upstream.ts"
import { below, staticToken } from "./parts.ts"

/** ReversingLabs Spectra Assure Portal, public API version 1. */
export const spectra: Upstream = {
  id: "spectra",
  base: (settings) => below(readAddress(settings["address"]), "/api/public/v1"),
  authenticate: staticToken,
  // Least privilege: the lists and the details of a version are all that the app reads.
  routes: [
    { method: "GET", path: /^\/list\/[^/]+\/[^/]+$/ },
    { method: "GET", path: /^\/list\/[^/]+\/[^/]+\/pkg:rl\/[^/]+(\/[^/]+)?$/ },
  ],
  // Documented per user: 300 requests a minute and 86,400 a day.
  limits: [
    { id: "minute", limit: 300, windowSeconds: 60 },
    { id: "day", limit: 86_400, windowSeconds: 86_400 },
  ],
  probe: (settings) => ({
    path: `/list/${encodeURIComponent(settings["organization"] ?? "")}/${encodeURIComponent(settings["group"] ?? "")}`,
    rows: "projects",
  }),
  needs: "membership of the group",
}
