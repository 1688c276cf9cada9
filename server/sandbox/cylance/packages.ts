import type { SQLInputValue } from "node:sqlite"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { badRequest, notFound, pageSizeRefused } from "./answers.ts"
import { tenantId } from "./token.ts"

/** What lists are sorted by, as the API names it. */
const sortable: ReadonlySet<string> = new Set([
  "packageId",
  "uploadedOn",
  "uploadedBy.id",
  "uploadedBy.login",
  "size",
  "status",
  "timeout",
  "packageDescriptor.name",
])

/** What lists are filtered by, for equality: the same, and the category. */
const filterable = [...sortable, "category"]

const numbers: ReadonlySet<string> = new Set(["size", "timeout"])

/** The largest page_size; the API does not document one, its clients use 200. */
const maxSize = 200

type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] }

/** A request that the API refuses; the message is its own. */
class Refused extends Error {
  readonly response: Response

  constructor(response: Response) {
    super("refused")
    this.response = response
  }
}

const wholeNumber = (text: string): number | undefined => {
  const number = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined
}

const pageOf = (query: URLSearchParams): { page: number; size: number } => {
  const page = wholeNumber(query.get("page") ?? "1")
  if (page === undefined || page < 1)
    throw new Refused(badRequest("The page requested must be 1 or more."))
  const size = wholeNumber(query.get("page_size") ?? "20")
  if (size === undefined || size < 1 || size > maxSize) throw new Refused(pageSizeRefused())
  return { page, size }
}

/** Newest first unless told otherwise; ties in the order of creation, so that pages do not overlap. */
const orderOf = (query: URLSearchParams): string => {
  const sort = query.get("sort") ?? "-uploadedOn"
  const field = sort.replace(/^-/, "")
  if (!sortable.has(field))
    throw new Refused(badRequest(`Packages cannot be sorted by "${field}".`))
  const direction = sort.startsWith("-") ? "desc" : "asc"
  return `order by "${field}" ${direction}, seq ${direction}`
}

const valueOf = (field: string, text: string): SQLInputValue => {
  if (numbers.has(field)) {
    const number = wholeNumber(text)
    if (number === undefined)
      throw new Refused(badRequest(`The value of "${field}" must be a whole number.`))
    return number
  }
  if (field === "uploadedOn") {
    const date = new Date(text)
    if (Number.isNaN(date.getTime()))
      throw new Refused(badRequest(`The value of "${field}" must be a date.`))
    return date.toISOString()
  }
  return text
}

const filterOf = (query: URLSearchParams): Sql => {
  const asked = filterable.flatMap((field) =>
    query.getAll(field).map((text) => ({ field, value: valueOf(field, text) })),
  )
  if (asked.length === 0) return { text: "", values: [] }
  return {
    text: `where ${asked.map(({ field }) => `"${field}" = ?`).join(" and ")}`,
    values: asked.map(({ value }) => value),
  }
}

/** The item as it is sent; one whose file has not been received has nothing to download. */
const item = `case when "uploadedOn" is null then item
  else json_set(item, '$.downloadUrl', ? || "packageId") end as item`

/** Downloads are addressed with the tenant's id in the form that devices use: upper case, no dashes. */
const downloads = (origin: string): string =>
  `${origin}/downloads/${tenantId.replaceAll("-", "").toUpperCase()}/`

/** GET /packages/v2 */
export const listPackages = (world: World, origin: string, query: URLSearchParams): Response => {
  try {
    const { page, size } = pageOf(query)
    const order = orderOf(query)
    const filter = filterOf(query)
    const total = Number(
      world.db
        .prepare(`select count(*) as total from cylance_packages ${filter.text}`)
        .get(...filter.values)?.["total"],
    )
    const rows = world.db
      .prepare(`select ${item} from cylance_packages ${filter.text} ${order} limit ? offset ?`)
      .all(downloads(origin), ...filter.values, size, (page - 1) * size)
    const items: unknown = JSON.parse(`[${rows.map((row) => row["item"]).join(",")}]`)
    return json(200, {
      page_number: page,
      page_size: size,
      total_pages: Math.ceil(total / size),
      total_number_of_items: total,
      page_items: items,
    })
  } catch (error) {
    if (error instanceof Refused) return error.response
    throw error
  }
}

/** GET /packages/v2/{packageId} */
export const getPackage = (world: World, origin: string, id: string): Response => {
  const row = world.db
    .prepare(`select ${item} from cylance_packages where "packageId" = ?`)
    .get(downloads(origin), id)
  if (!row) return notFound("The package was not found.")
  const found: unknown = JSON.parse(String(row["item"]))
  return json(200, found)
}
