import type { Absent } from "../../model/field.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, rawItems, readRow } from "../decode.ts"
import { ask } from "../http.ts"
import { pathOf, purlOf } from "./address.ts"
import { packageActions } from "./projectActions.ts"
import { PackageList, problem, ProjectList } from "./wire.ts"

type Item = {
  readonly name: string
  readonly description?: string | null | undefined
  readonly versions: number | Absent
  readonly released: number | Absent
  readonly at: Place
}

const c = columnsOf<Item>()

const columns = [
  c("name", "Name", "text", (item) => item.name, { common: "name", group: "Package" }),
  c("description", "Description", "text", (item) => item.description, {
    common: "description",
    group: "Package",
  }),
  c("project", "Project", "text", (item) => idOf(item.at, "projects"), {
    common: "owner",
    hidden: true,
    group: "Package",
  }),
  c("versions", "Versions", "number", (item) => item.versions, {
    itemOnly: true,
    group: "Package",
  }),
  c("released", "Released versions", "number", (item) => item.released, {
    itemOnly: true,
    group: "Package",
  }),
  c("purl", "Package URL", "id", (item) => purlOf(item.at), {
    hidden: true,
    group: "Package",
    hint: "The Portal's own address of the package, as its tools take it.",
  }),
]

const notLoaded = { absent: "not-loaded" } as const

/** Packages of a project. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: ["versions"],
  title: "name",
  fields: fieldsOf(columns),
  paging: { by: "none" },
  list: async (call, place) => {
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", place),
      schema: ProjectList,
      problem,
    })
    const raws = rawItems(raw, "packages")
    return {
      rows: body.packages.map(({ name, description }, nth) => {
        const at = [...place, { in: "packages", id: name }]
        const item = { name, description, versions: notLoaded, released: notLoaded, at }
        return readRow(columns, name, item, raws[nth])
      }),
      total: { count: body.packages.length, exact: true },
    }
  },
  // There is no call for one package alone: the list of its versions says its name and description.
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", at),
      schema: PackageList,
      problem,
    })
    const id = idOf(at, "packages")
    const { name, description, versions } = body
    const released = versions.filter((version) => version.is_released === true).length
    return readRow(
      columns,
      id,
      { name: name ?? id, description, versions: versions.length, released, at },
      raw,
    )
  },
  actions: packageActions,
}
