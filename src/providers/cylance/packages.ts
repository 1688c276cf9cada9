import { idOf } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { deploy, parts, remove, reports, upload } from "./actions.ts"
import { fields, listPackages, max } from "./list.ts"
import { later } from "./load.ts"

/** Optics packages of the tenant. No text search, no operators: what the API lacks, the app does. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: ["executions"],
  opensWithFields: true,
  title: "name",
  fields,
  order: [{ field: "uploaded", desc: true }],
  paging: { by: "page", sizes: [25, 50, 100, max], max },
  list: (call, _at, query) => listPackages(call, query),
  get: async (call, at) => (await later()).getPackage(call, idOf(at, "packages")),
  busy: ({ cells }) => cells["status"] === "started",
  parts,
  reports,
  upload,
  actions: [deploy, remove],
}
