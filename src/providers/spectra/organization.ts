import type { Call } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import type { Page } from "../../model/provider.ts"
import { rawItems, readRow } from "../decode.ts"
import { ask, path } from "../http.ts"
import { columns } from "./groups.ts"
import { OrganizationList, problem } from "./wire.ts"
import { orLacking } from "./writing.ts"

const read = async (call: Call): Promise<readonly Row[]> => {
  const { organization = "", group } = call.settings
  const { body, raw } = await orLacking(call, [], "The list of an organization's groups", () =>
    ask(call, { path: path`/list/${organization}`, schema: OrganizationList, problem }),
  )
  const raws = rawItems(raw, "groups")
  return body.groups.map(({ name }, nth) =>
    readRow(columns, name, { name, own: name === group }, raws[nth]),
  )
}

/** `GET /list/{org}`, of later Portals: the groups of the organization. */
export const listGroups = async (call: Call): Promise<Page> => {
  const rows = await read(call)
  return { rows, total: { count: rows.length, exact: true } }
}
