import { readAddress } from "../gateway/address.ts"
import { below, staticToken } from "./parts.ts"
import type { Upstream } from "./upstream.ts"

/** NetApp Astra Control. Its token does not expire and has the role of its owner. */
export const astra: Upstream = {
  id: "astra",
  base: (settings) => below(readAddress(settings["address"]), ""),
  authenticate: staticToken,
  routes: [{ method: "GET", path: /^\/accounts\/[^/]+\/core\/v1\/packages(\/[^/]+)?$/ }],
  limits: [],
  probe: (settings) => ({
    path: `/accounts/${encodeURIComponent(settings["account"] ?? "")}/core/v1/packages?limit=1`,
    rows: "items",
  }),
  needs: "a role of Viewer or higher in this account",
}
