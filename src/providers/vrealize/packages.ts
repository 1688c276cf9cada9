import { idOf } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import type { Page, Resource } from "../../model/provider.ts"
import type { Query } from "../../model/query.ts"
import { readRow } from "../decode.ts"
import { ask, path } from "../http.ts"
import { create, parts, remove, reports, upload } from "./actions.ts"
import { paramsOf } from "./ask.ts"
import { columns, fields } from "./fields.ts"
import { remember } from "./holders.ts"
import { numberOf, pageOf } from "./page.ts"
import { problem } from "./problem.ts"
import { VraPackage, listOf } from "./wire.ts"

const address = "/content-management-service/api/packages"

const rowOf = (item: VraPackage, raw: unknown): Row => {
  remember(item)
  return readRow(columns, item.id, item, raw)
}

const list = async (call: Call, _at: unknown, query: Query): Promise<Page> => {
  const answer = await ask(call, {
    path: address,
    params: paramsOf(query, numberOf(query)),
    schema: listOf(VraPackage),
    problem,
  })
  return pageOf(answer, query, rowOf)
}

/** Packages of the tenant that the account belongs to. They have no state and no size. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields,
  order: [{ field: "created", desc: true }],
  // The API documents no largest limit; 9000 has been seen to work.
  paging: { by: "page", sizes: [20, 50, 100], max: 1000 },
  sorts: 8,
  list,
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: path`/content-management-service/api/packages/${idOf(at, "packages")}`,
      schema: VraPackage,
      problem,
    })
    return rowOf(body, raw)
  },
  parts,
  reports,
  upload,
  actions: [create, remove],
}
