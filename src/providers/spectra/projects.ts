import type { Absent } from "../../model/field.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, rawItems, readRow } from "../decode.ts"
import { ask } from "../http.ts"
import { pathOf, purlOf } from "./address.ts"
import { projectActions } from "./projectActions.ts"
import { GroupList, problem, ProjectList } from "./wire.ts"

type Item = {
  readonly name: string
  readonly description?: string | null | undefined
  readonly packages: number | Absent
  readonly at: Place
}

const c = columnsOf<Item>()

const columns = [
  c("name", "Name", "text", (item) => item.name, { common: "name", group: "Project" }),
  c("description", "Description", "text", (item) => item.description, { group: "Project" }),
  c("packages", "Packages", "number", (item) => item.packages, {
    itemOnly: true,
    group: "Project",
  }),
  c("purl", "Package URL", "id", (item) => purlOf(item.at), {
    hidden: true,
    group: "Project",
    hint: "The Portal's own address of the project, as its tools take it.",
  }),
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
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", []),
      schema: GroupList,
      problem,
    })
    const raws = rawItems(raw, "projects")
    return {
      rows: body.projects.map(({ name, description }, nth) => {
        const at = [{ in: "projects", id: name }]
        const item = { name, description, packages: { absent: "not-loaded" }, at } as const
        return readRow(columns, name, item, raws[nth])
      }),
      total: { count: body.projects.length, exact: true },
    }
  },
  // There is no call for one project alone: the list of its packages says its name and description.
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", at),
      schema: ProjectList,
      problem,
    })
    const id = idOf(at, "projects")
    const { name, description, packages } = body
    return readRow(
      columns,
      id,
      { name: name ?? id, description, packages: packages.length, at },
      raw,
    )
  },
  actions: projectActions,
}
