import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf } from "../decode.ts"
import { later } from "./load.ts"

type Item = {
  readonly name: string
  readonly own: boolean
}

const c = columnsOf<Item>()

export const columns = [
  c("name", "Name", "text", (item) => item.name, { group: "Group" }),
  c("own", "This connection's", "flag", (item) => item.own, {
    group: "Group",
    hint: "A connection shows the projects of one group; another group takes another connection.",
  }),
]

/**
 * Groups of the organization that the token's owner may see; a later call, which not every Portal has.
 * There is none for one group alone.
 */
export const groups: Resource = {
  id: "groups",
  one: "group",
  many: "groups",
  children: [],
  title: "name",
  fields: fieldsOf(columns),
  paging: { by: "none" },
  list: async (call) => (await later()).listGroups(call),
  actions: [],
}
