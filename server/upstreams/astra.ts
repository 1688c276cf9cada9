import { readAddress } from "../gateway/address.ts"
import { below, staticToken } from "./parts.ts"
import type { Upstream } from "./upstream.ts"

const packages = /^\/accounts\/[^/]+\/core\/v1\/packages$/
const onePackage = /^\/accounts\/[^/]+\/core\/v1\/packages\/[^/]+$/
const upgrades = /^\/accounts\/[^/]+\/core\/v1\/upgrades$/
const oneUpgrade = /^\/accounts\/[^/]+\/core\/v1\/upgrades\/[^/]+$/

/** NetApp Astra Control. Its token does not expire and has the role of its owner. */
export const astra: Upstream = {
  id: "astra",
  base: (settings) => below(readAddress(settings["address"]), ""),
  authenticate: staticToken,
  routes: [
    { method: "GET", path: packages },
    { method: "POST", path: packages },
    { method: "GET", path: onePackage },
    { method: "DELETE", path: onePackage },
    { method: "GET", path: upgrades },
    { method: "GET", path: oneUpgrade },
    { method: "PUT", path: oneUpgrade },
  ],
  limits: [],
  probe: (settings) => ({
    path: `/accounts/${encodeURIComponent(settings["account"] ?? "")}/core/v1/packages?limit=1`,
    rows: "items",
  }),
  needs: "a role of Viewer or higher in this account",
}
