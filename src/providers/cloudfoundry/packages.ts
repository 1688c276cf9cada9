import { idOf } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { copy, create, edit, parts, remove, reports, stage, upload } from "./actions.ts"
import { fields, listPackages, max } from "./list.ts"
import { later } from "./load.ts"

/** Packages of every app that the account can see. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "guid",
  named: ["appName", "image", "guid"],
  fields,
  order: [{ field: "created", desc: true }],
  paging: { by: "page", sizes: [50, 25, 100, 1000, 5000], max },
  list: (call, _place, query) => listPackages(call, query),
  get: async (call, at) => (await later()).getPackage(call, idOf(at, "packages")),
  // An upload is waited for by nobody here, so a package that awaits one is not busy.
  busy: ({ cells }) => cells["state"] === "PROCESSING_UPLOAD" || cells["state"] === "COPYING",
  fill: async (call, _at, row) => (await later()).namesOf(call, row),
  parts,
  reports,
  upload,
  actions: [create, stage, copy, edit, remove],
}
