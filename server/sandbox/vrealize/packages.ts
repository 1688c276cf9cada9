import { json, text } from "../answer.ts"
import type { World } from "../api.ts"
import type { Properties, PropertyType } from "./compile.ts"
import { contentMissing, notFound } from "./errors.ts"
import { answerList } from "./list.ts"
import { missingContent } from "./world.ts"
import { storedContents } from "./stored.ts"
import type { Stored } from "./stored.ts"

const common: readonly (readonly [string, PropertyType])[] = [
  ["id", "text"],
  ["name", "text"],
  ["description", "text"],
  ["tenantId", "text"],
  ["subtenantId", "text"],
  // Documentation and payloads disagree on how it is spelt; to SQLite both name one column.
  ["subTenantId", "text"],
  ["createdDate", "date"],
  ["lastUpdated", "date"],
  ["version", "number"],
]

const packageProperties: Properties = new Map(common)

const contentProperties: Properties = new Map([
  ...common,
  ["contentId", "text"],
  ["contentTypeId", "text"],
  ["mimeType", "text"],
])

export const packagesPath = "/content-management-service/api/packages"
export const contentsPath = "/content-management-service/api/contents"

/** GET packages */
export const listPackages = (world: World, origin: string, query: URLSearchParams): Response => {
  const missing = missingContent(world)
  if (missing !== undefined) return contentMissing(missing)
  return answerList(world, `${origin}${packagesPath}`, query, {
    from: { text: "vrealize_packages", values: [] },
    properties: packageProperties,
    tie: "seq",
  })
}

const find = (world: World, id: string) =>
  world.db.prepare(`select item, seq from vrealize_packages where "id" = ?`).get(id)

/** GET packages/{id} */
export const getPackage = (world: World, id: string): Response => {
  const row = find(world, id)
  if (!row) return notFound("package", id)
  const item: unknown = JSON.parse(String(row["item"]))
  return json(200, item)
}

/** GET packages/{id}/contents, in the package's order. */
export const listPacked = (
  world: World,
  origin: string,
  query: URLSearchParams,
  id: string,
): Response => {
  if (!find(world, id)) return notFound("package", id)
  return answerList(world, `${origin}${packagesPath}/${id}/contents`, query, {
    from: {
      text: `(select c.*, j.key as place from vrealize_packages p
        join json_each(p.item, '$.contents') j
        join vrealize_contents c on c."id" = j.value and c."id" is not ?
        where p."id" = ?)`,
      values: [missingContent(world) ?? null, id],
    },
    properties: contentProperties,
    tie: "place",
  })
}

/** GET contents: everything that the tenant has, of every type. */
export const listContents = (world: World, origin: string, query: URLSearchParams): Response =>
  answerList(world, `${origin}${contentsPath}`, query, {
    from: {
      text: `(select * from vrealize_contents where "id" is not ?)`,
      values: [missingContent(world) ?? null],
    },
    properties: contentProperties,
    tie: "seq",
  })

const findContent = (world: World, id: string): Stored | undefined => {
  const [content] = id === missingContent(world) ? [] : storedContents(world, [id])
  return content
}

/** GET contents/{id} */
export const getContent = (world: World, id: string): Response => {
  const content = findContent(world, id)
  return content ? json(200, content) : notFound("content", id)
}

/** GET contents/{id}/data: its definition, as YAML. */
export const getDefinition = async (world: World, id: string): Promise<Response> => {
  const content = findContent(world, id)
  if (!content) return notFound("content", id)
  const { yamlOf } = await import("./definition.ts")
  return text(200, yamlOf(world, content), { "content-type": "application/x-yaml;charset=UTF-8" })
}
