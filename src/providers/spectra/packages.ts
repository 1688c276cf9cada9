import type { Place } from "../../model/place.ts"
import { idOf } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { ask } from "../http.ts"
import { packagePath, projectPath, purlOf } from "./address.ts"
import { PackageList, problem, ProjectList } from "./wire.ts"

type Item = {
  readonly name: string
  readonly description?: string | null | undefined
  readonly at: Place
}

const c = columnsOf<Item>()

const columns = [
  c("name", "Name", "text", (item) => item.name, { common: "name", group: "Package" }),
  c("description", "Description", "text", (item) => item.description, { group: "Package" }),
  c("project", "Project", "text", (item) => item.at[0]?.id, {
    common: "owner",
    hidden: true,
    group: "Package",
  }),
  c("purl", "Package URL", "id", (item) => purlOf(item.at), { hidden: true, group: "Package" }),
]

/** Packages of a project. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: ["versions"],
  title: "name",
  fields: fieldsOf(columns),
  paging: { by: "none" },
  list: async (call, at) => {
    const { body } = await ask(call, { path: projectPath(call, at), schema: ProjectList, problem })
    return {
      rows: body.packages.map((item) =>
        readRow(
          columns,
          item.name,
          { ...item, at: [...at, { in: "packages", id: item.name }] },
          item,
        ),
      ),
      total: { count: body.packages.length, exact: true },
    }
  },
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: packagePath(call, at),
      schema: PackageList,
      problem,
    })
    const id = idOf(at, "packages")
    return readRow(columns, id, { ...body, name: body.name ?? id, at }, raw)
  },
  actions: [],
}
