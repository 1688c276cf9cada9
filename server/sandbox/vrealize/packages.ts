import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"
import type { Properties, PropertyType } from "./compile.ts"
import { contentMissing, notFound } from "./errors.ts"
import { answerList } from "./list.ts"

/**
 * What a world can have different here, set with `writeOptions(world, "vrealize", ...)` or through
 * the control API. `deletedContent`: content that the oldest package with any refers to has been
 * deleted, so that every list of packages fails with 85552 until that package is gone.
 */
const Options = v.object({ deletedContent: v.optional(v.boolean(), false) })

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

/** The content whose absence breaks the list; undefined while nothing is broken. */
const missingContent = (world: World): string | undefined => {
  if (!readOptions(world, "vrealize", Options).deletedContent) return undefined
  const found = world.db
    .prepare(
      `select item ->> '$.contents[0]' as content from vrealize_packages
       where json_array_length(item, '$.contents') > 0 order by seq limit 1`,
    )
    .get()?.["content"]
  return typeof found === "string" ? found : undefined
}

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
export const listContents = (
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
