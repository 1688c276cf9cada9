import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { empty } from "../answer.ts"
import type { World } from "../api.ts"
import { InvalidArgument, contentMissing, invalidArgument, notFound } from "./errors.ts"
import { tenant } from "./identity.ts"
import { isDraft, storedContents } from "./stored.ts"
import { missingContent, options } from "./world.ts"

const Wanted = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  description: v.nullish(v.string()),
  contents: v.array(v.string()),
})

const bodyOf = async (request: Request): Promise<v.InferOutput<typeof Wanted>> => {
  const text = await request.text()
  if (text.trim() === "") throw new InvalidArgument("The provided resource was null.")
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    throw new InvalidArgument("The body is not JSON.")
  }
  const parsed = v.safeParse(Wanted, raw)
  if (parsed.success) return parsed.output
  const where = v.getDotPath(parsed.issues[0]) ?? "The body"
  throw new InvalidArgument(`${where} is missing or of the wrong type.`)
}

/** POST packages, with JSON: 201 and where it is, without a body. @throws InvalidArgument */
export const createPackage = async (
  world: World,
  address: string,
  request: Request,
): Promise<Response> => {
  const { name, description = null, contents } = await bodyOf(request)
  const known = new Set(storedContents(world, contents).map(({ id }) => id))
  known.delete(missingContent(world) ?? "")
  const unknown = contents.find((id) => !known.has(id))
  if (unknown !== undefined)
    throw new InvalidArgument(`There is no content with the id ${unknown}.`)
  const at = new Date(world.now()).toISOString()
  const id = randomUUID()
  const item = {
    "@type": "Package",
    createdDate: at,
    lastUpdated: at,
    version: 0,
    id,
    name,
    description,
    contents: [...new Set(contents)],
    tenantId: tenant,
    subtenantId: null,
  }
  world.db.prepare("insert into vrealize_packages (item) values (?)").run(JSON.stringify(item))
  return empty(201, { location: `${address}/${id}` })
}

/** DELETE packages/{id}: the package alone, its contents stay. */
export const deletePackage = (world: World, id: string): Response => {
  const gone = world.db.prepare(`delete from vrealize_packages where "id" = ?`).run(id)
  return gone.changes === 0 ? notFound("package", id) : empty(options(world).deleteAnswers)
}

const Packed = v.object({ name: v.string(), contents: v.array(v.string()) })

/** GET packages/{id}, asked for as a zip. */
export const exportPackage = async (
  world: World,
  query: URLSearchParams,
  id: string,
): Promise<Response> => {
  const format = query.get("secureValueFormat") ?? "BLANKOUT"
  if (format !== "BLANKOUT")
    throw new InvalidArgument(`secureValueFormat: expected BLANKOUT, found "${format}".`)
  const row = world.db.prepare(`select item from vrealize_packages where "id" = ?`).get(id)
  if (!row) return notFound("package", id)
  const { name, contents } = v.parse(Packed, JSON.parse(String(row["item"])))
  const missing = missingContent(world)
  if (missing !== undefined && contents.includes(missing)) return contentMissing(missing)
  const stored = storedContents(world, contents)
  const draft = stored.find((content) => isDraft(world, content.id))
  if (draft)
    return invalidArgument(`${draft.name} (${draft.contentId}) is a draft and cannot be exported.`)
  // With its readers of YAML and zip, which take memory: loaded with the first package that needs them.
  const { bundleOf } = await import("./bundle.ts")
  const zip = await bundleOf(world, name, stored)
  return new Response(zip, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${name.replaceAll(/[^\w. -]+/g, "_")}.zip"`,
      "content-length": String(zip.length),
    },
  })
}
