import { randomUUID } from "node:crypto"
import type { SQLInputValue, SQLOutputValue } from "node:sqlite"
import * as v from "valibot"
import { empty, json } from "../answer.ts"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"
import { badRequest, conflict, notFound } from "./answers.ts"
import { Refused, bodyOf, pageOf, wholeNumber, wrap } from "./page.ts"
import { downloadAddress, uploadAddress } from "./store.ts"

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

type Sql = { readonly text: string; readonly values: readonly SQLInputValue[] }

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

/** How long the store takes to look at a file that has come, in ms. */
const checking = 1500

/**
 * Moves on what time has moved on: an upload whose file did not come is over, and a file that came is
 * right or not.
 */
export const settle = ({ db, now }: World): void => {
  db.prepare(
    `update cylance_packages set item = json_set(item, '$.status', 'timeout')
     where "status" = 'started' and received is null and deadline <= ?`,
  ).run(now())
  const came = db
    .prepare(
      `select "packageId", received, sha256 = checksum as fits, length(bytes) as size
       from cylance_packages join cylance_files using ("packageId")
       where "status" = 'started' and received <= ?`,
    )
    .all(now() - checking)
  const change = db.prepare(
    `update cylance_packages set item = json_set(item, '$.status', ?, '$.size', ?, '$.uploadedOn', ?)
     where "packageId" = ?`,
  )
  for (const { packageId = null, received, fits, size = null } of came)
    change.run(
      fits === 1 ? "success" : "failed",
      size,
      new Date(Number(received)).toISOString(),
      packageId,
    )
}

const Stored = v.looseObject({ packageId: v.string(), status: v.string() })

/** The item as it is sent; one whose file has not been received has nothing to download. */
const present = (world: World, origin: string, item: SQLOutputValue | undefined): unknown => {
  const stored = v.parse(Stored, JSON.parse(String(item)))
  return stored.status === "success" || stored.status === "failed"
    ? { ...stored, downloadUrl: downloadAddress(world, origin, stored.packageId) }
    : stored
}

/** GET /packages/v2 @throws Refused */
export const listPackages = (world: World, origin: string, query: URLSearchParams): Response => {
  const { page, size } = pageOf(query)
  const order = orderOf(query)
  const filter = filterOf(query)
  settle(world)
  const total = Number(
    world.db
      .prepare(`select count(*) as total from cylance_packages ${filter.text}`)
      .get(...filter.values)?.["total"],
  )
  const rows = world.db
    .prepare(`select item from cylance_packages ${filter.text} ${order} limit ? offset ?`)
    .all(...filter.values, size, (page - 1) * size)
  const items = rows.map((row) => present(world, origin, row["item"]))
  return json(200, wrap({ page, size }, total, items))
}

const missing = (): Response => notFound("The package was not found.")

/** GET /packages/v2/{packageId} */
export const getPackage = (world: World, origin: string, id: string): Response => {
  settle(world)
  const row = world.db.prepare(`select item from cylance_packages where "packageId" = ?`).get(id)
  return row ? json(200, present(world, origin, row["item"])) : missing()
}

/** DELETE /packages/v2/{packageId} */
export const deletePackage = (world: World, id: string): Response => {
  world.db.prepare(`delete from cylance_files where "packageId" = ?`).run(id)
  const gone = world.db.prepare(`delete from cylance_packages where "packageId" = ?`).run(id)
  return gone.changes === 0 ? missing() : empty(200)
}

const Options = v.object({
  /** Seconds that a new package waits for its file. */
  timeout: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 300),
})

const Wanted = v.object({
  checksum: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i)),
  packageDescriptor: v.object({
    name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
    description: v.string(),
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    examples: v.array(v.object({ invocationString: v.string(), description: v.string() })),
    packageInfo: v.object({
      fileType: v.literal("python"),
      fileName: v.pipe(v.string(), v.nonEmpty()),
      entryPoint: v.string(),
    }),
  }),
})

/** POST /packages/v2: the first of two steps; the file is put where the answer says. @throws Refused */
export const createPackage = async (
  world: World,
  origin: string,
  request: Request,
  user: { readonly id: string; readonly login: string },
): Promise<Response> => {
  const { checksum, packageDescriptor } = await bodyOf(request, Wanted)
  const { name, version } = packageDescriptor
  const twin = world.db
    .prepare(
      `select 1 from cylance_packages where "packageDescriptor.name" = ?
       and item ->> '$.packageDescriptor.version' = ?`,
    )
    .get(name, version)
  if (twin) return conflict(`There is a version ${version} of "${name}" already.`)
  const { timeout } = readOptions(world, "cylance", Options)
  const packageId = randomUUID()
  const deadline = world.now() + timeout * 1000
  const item = {
    packageId,
    category: "custom",
    status: "started",
    timeout,
    uploadedOn: new Date(world.now()).toISOString(),
    uploadedBy: user,
    playbookCount: 0,
    packageDescriptor: { packageId, ...packageDescriptor },
  }
  world.db
    .prepare("insert into cylance_packages (item, checksum, deadline) values (?, ?, ?)")
    .run(JSON.stringify(item), checksum.toLowerCase(), deadline)
  return json(200, {
    packageId,
    packageUrl: `${origin}/packages/v2/${packageId}`,
    uploadTo: uploadAddress(world, origin, packageId, deadline),
  })
}
