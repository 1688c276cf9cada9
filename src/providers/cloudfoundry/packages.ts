import { idOf } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { ask, path } from "../http.ts"
import { fields, listPackages, max, rowOf } from "./list.ts"
import { problem } from "./problem.ts"
import { CfPackage } from "./wire.ts"

/** Packages of every app that the account can see. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "guid",
  fields,
  order: [{ field: "created", desc: true }],
  paging: { by: "page", sizes: [50, 25, 100, 1000, 5000], max },
  list: (call, _place, query) => listPackages(call, query),
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/v3/packages/${idOf(at, "packages")}`,
      schema: CfPackage,
      problem,
    })
    return rowOf(body, raw)
  },
  // An upload is waited for by nobody here, so a package that awaits one is not busy.
  busy: ({ cells }) => cells["state"] === "PROCESSING_UPLOAD" || cells["state"] === "COPYING",
  actions: [],
}
