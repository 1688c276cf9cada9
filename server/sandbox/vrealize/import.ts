import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { readBundle } from "./bundle.ts"
import type { Bundle, Member } from "./bundle.ts"
import { blankIn, keyOf, needsOf, readDefinition } from "./definition.ts"
import type { Definition } from "./definition.ts"
import { InvalidArgument } from "./errors.ts"
import { tenant } from "./identity.ts"
import { options } from "./world.ts"

/** What to do with content that is here already. */
type Mode = "OVERWRITE" | "SKIP"

type Status = "SUCCESS" | "FAILED" | "WARNING"

type Fault = { readonly errorCode: number; readonly errorMessage: string }

type Result = {
  readonly contentId: string
  readonly contentName: string
  readonly contentTypeId: string
  readonly operationStatus: Status
  readonly messages: readonly string[] | null
  readonly operationErrors: readonly Fault[] | null
}

type Task = {
  readonly world: World
  readonly mode: Mode
  /** A dry run says what would happen, and changes nothing. */
  readonly dry: boolean
}

/** The codes of the sandbox's own choosing: which the service uses for these is not documented. */
const invalid = (errorMessage: string): Fault => ({ errorCode: 10101, errorMessage })
const absent = (errorMessage: string): Fault => ({ errorCode: 20116, errorMessage })

const existing = (world: World, key: string): string | undefined => {
  const [type = "", contentId = ""] = key.split("/")
  const id = world.db
    .prepare(`select "id" from vrealize_contents where "contentTypeId" = ? and "contentId" = ?`)
    .get(type, contentId)?.["id"]
  return typeof id === "string" ? id : undefined
}

const Version = v.object({ version: v.number(), createdDate: v.string(), id: v.string() })

const write = (world: World, type: string, definition: Definition, text: string): void => {
  const key = keyOf(type, definition.id)
  const old = existing(world, key)
  const at = new Date(world.now()).toISOString()
  const before =
    old === undefined
      ? undefined
      : v.parse(
          Version,
          JSON.parse(
            String(
              world.db.prepare(`select item from vrealize_contents where "id" = ?`).get(old)?.[
                "item"
              ],
            ),
          ),
        )
  const item = JSON.stringify({
    "@type": "Content",
    id: before?.id ?? randomUUID(),
    contentId: definition.id,
    name: definition.name,
    description: definition.description ?? null,
    contentTypeId: type,
    mimeType: null,
    tenantId: tenant,
    subtenantId: null,
    dependencies: needsOf(definition).flatMap((need) => existing(world, need) ?? []),
    createdDate: before?.createdDate ?? at,
    lastUpdated: at,
    version: before === undefined ? 0 : before.version + 1,
  })
  if (before)
    world.db
      .prepare(`update vrealize_contents set item = ?, definition = ?, draft = 0 where "id" = ?`)
      .run(item, text, before.id)
  else
    world.db
      .prepare("insert into vrealize_contents (item, definition) values (?, ?)")
      .run(item, text)
}

const result = (
  { type, name }: Pick<Member, "type" | "name">,
  contentId: string,
  errors: readonly Fault[],
  messages: readonly string[] = [],
  warned = false,
): Result => ({
  contentId,
  contentName: name,
  contentTypeId: type,
  operationStatus: errors.length > 0 ? "FAILED" : warned ? "WARNING" : "SUCCESS",
  messages: messages.length > 0 ? messages : null,
  operationErrors: errors.length > 0 ? errors : null,
})

type Read = { readonly member: Member; readonly definition: Definition; readonly text: string }

/** What keeps a definition from being imported, apart from what it needs. */
const faultsOf = ({ definition }: Read): readonly Fault[] =>
  definition.status === "PUBLISHED"
    ? []
    : [invalid(`${definition.name} is a draft (status ${definition.status}), not published.`)]

const take = ({ world, mode, dry }: Task, { member, definition, text }: Read): Result => {
  const here = existing(world, keyOf(member.type, definition.id)) !== undefined
  const named = { ...member, name: definition.name }
  if (here && mode === "SKIP" && !dry)
    return result(named, definition.id, [], [`${definition.name} exists and was skipped.`])
  if (!dry) write(world, member.type, definition, text)
  const blank = blankIn(definition)
  return result(
    named,
    definition.id,
    [],
    [
      ...(here ? [dry ? `${definition.name} exists.` : `${definition.name} was overwritten.`] : []),
      ...blank.map((name) => `The secure value of ${name} is blank and must be set again.`),
    ],
    blank.length > 0,
  )
}

/** Imports one content after the other, what it needs first; what came before a failure stays. */
const takeAll = (task: Task, { members }: Bundle): readonly Result[] => {
  const results = new Map<string, Result>()
  const reads = new Map<string, Read>()
  for (const member of members) {
    const { locator, text, name } = member
    if (text === undefined)
      results.set(
        locator,
        result(member, name, [absent(`${locator} is named but not in the file.`)]),
      )
    else
      try {
        const definition = readDefinition(locator, text)
        reads.set(keyOf(member.type, definition.id), { member, definition, text })
      } catch (error) {
        if (!(error instanceof InvalidArgument)) throw error
        results.set(locator, result(member, name, [invalid(error.message)]))
      }
  }
  const visit = (read: Read, above: ReadonlySet<string>): void => {
    const { member, definition } = read
    if (results.has(member.locator)) return
    const way = new Set([...above, keyOf(member.type, definition.id)])
    const needs = needsOf(definition)
    for (const need of needs) {
      const inside = reads.get(need)
      if (inside && !way.has(need)) visit(inside, way)
    }
    const lost = needs.filter((need) => {
      const inside = reads.get(need)
      const failed =
        inside !== undefined && results.get(inside.member.locator)?.operationStatus === "FAILED"
      return failed || (inside === undefined && existing(task.world, need) === undefined)
    })
    const faults = [
      ...faultsOf(read),
      ...lost.map((need) => absent(`Unable to find the content ${need}, which it depends on.`)),
    ]
    results.set(
      member.locator,
      faults.length > 0
        ? result({ ...member, name: definition.name }, definition.id, faults)
        : take(task, read),
    )
  }
  for (const read of reads.values()) visit(read, new Set())
  return members.flatMap(({ locator }) => results.get(locator) ?? [])
}

const overall = (results: readonly Result[]): Status =>
  (["FAILED", "WARNING"] as const).find((status) =>
    results.some(({ operationStatus }) => operationStatus === status),
  ) ?? "SUCCESS"

/** As 7.3 and before answer: another spelling, no messages, no type of operation. */
const olderShape = (status: Status, results: readonly Result[]) => ({
  contentImportStatus: status,
  contentImportResults: results.map(({ contentId, contentName, contentTypeId, ...one }) => ({
    contentId,
    contentName,
    contentTypeId,
    contentImportStatus: one.operationStatus,
    contentImportErrors: one.operationErrors,
  })),
})

const answer = (world: World, type: string, results: readonly Result[]): Response => {
  const operationStatus = overall(results)
  return json(
    200,
    options(world).olderResults
      ? olderShape(operationStatus, results)
      : { operationType: type, operationStatus, operationResults: results },
  )
}

/** It is read into memory, so there is an end to it: packages hold definitions, and those are texts. */
const mostBytes = 32 * 2 ** 20

const formOf = async (request: Request): Promise<FormData> => {
  let size = 0
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, controller) => {
        size += piece.length
        if (size > mostBytes) controller.error(new RangeError("It is too large."))
        else controller.enqueue(piece)
      },
    }),
  )
  try {
    return await new Response(counted ?? null, { headers: request.headers }).formData()
  } catch {
    throw new InvalidArgument(
      size > mostBytes
        ? `The file is larger than ${mostBytes} bytes.`
        : "The body is not multipart/form-data.",
    )
  }
}

const fileOf = async (request: Request): Promise<Uint8Array> => {
  const form = await formOf(request)
  const file = form.get("file")
  if (file instanceof File) return new Uint8Array(await file.arrayBuffer())
  throw new InvalidArgument("The part file is missing.")
}

/**
 * The contents are imported, and a package of that name stands for them afterwards. That the service
 * makes one is inferred: no source says what becomes of the name in metadata.yaml.
 */
const writePackage = (world: World, { name }: Bundle, results: readonly Result[]): void => {
  const contents = results.flatMap(
    ({ contentTypeId, contentId }) => existing(world, keyOf(contentTypeId, contentId)) ?? [],
  )
  const here = world.db.prepare(`select 1 from vrealize_packages where "name" = ?`).get(name)
  if (here) return
  const at = new Date(world.now()).toISOString()
  world.db.prepare("insert into vrealize_packages (item) values (?)").run(
    JSON.stringify({
      "@type": "Package",
      createdDate: at,
      lastUpdated: at,
      version: 0,
      id: randomUUID(),
      name,
      description: null,
      contents,
      tenantId: tenant,
      subtenantId: null,
    }),
  )
}

const modeOf = (query: URLSearchParams): Mode => {
  const mode = query.get("resolutionMode") ?? "OVERWRITE"
  if (mode === "OVERWRITE" || mode === "SKIP") return mode
  throw new InvalidArgument(`resolutionMode: expected OVERWRITE or SKIP, found "${mode}".`)
}

/** POST packages, with a file @throws InvalidArgument */
export const importPackage = async (
  world: World,
  query: URLSearchParams,
  request: Request,
): Promise<Response> => {
  const mode = modeOf(query)
  const bundle = await readBundle(await fileOf(request))
  const results = takeAll({ world, mode, dry: false }, bundle)
  if (overall(results) !== "FAILED") writePackage(world, bundle, results)
  return answer(world, "IMPORT", results)
}

/** POST packages/validate @throws InvalidArgument */
export const validatePackage = async (world: World, request: Request): Promise<Response> => {
  const bundle = await readBundle(await fileOf(request))
  return answer(world, "IMPORT_DRY_RUN", takeAll({ world, mode: "OVERWRITE", dry: true }, bundle))
}
