import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { ask } from "../http.ts"
import { groupPath, projectPath, purlOf } from "./address.ts"
import { GroupList, problem, ProjectList } from "./wire.ts"

type Item = {
  readonly name: string
  readonly description?: string | null | undefined
  readonly at: Place
}

const c = columnsOf<Item>()

const columns = [
  c("name", "Name", "text", (item) => item.name, { common: "name", group: "Project" }),
  c("description", "Description", "text", (item) => item.description, { group: "Project" }),
  c("purl", "Package URL", "id", (item) => purlOf(item.at), { hidden: true, group: "Project" }),
]

/** Projects of the group, oldest first, as the Portal lists them. */
export const projects: Resource = {
  id: "projects",
  one: "project",
  many: "projects",
  children: ["packages"],
  title: "name",
  fields: fieldsOf(columns),
  paging: { by: "none" },
  list: async (call) => {
    const { body } = await ask(call, { path: groupPath(call), schema: GroupList, problem })
    return {
      rows: body.projects.map((item) => {
        const at = [{ in: "projects", id: item.name }]
        return readRow(columns, item.name, { ...item, at }, item)
      }),
      total: { count: body.projects.length, exact: true },
    }
  },
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: projectPath(call, at),
      schema: ProjectList,
      problem,
    })
    const name = body.name ?? at[0]?.id ?? ""
    return readRow(columns, at[0]?.id ?? name, { ...body, name, at }, raw)
  },
  actions: [],
}
