import { counted } from "../../lib/text.ts"
import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import type { Tone } from "../../model/field.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { ask, path } from "../http.ts"
import { askContent, everyContent, rowOf } from "./content.ts"
import type { VraContent } from "./content.ts"
import { contents as resource } from "./contents.ts"
import { problem } from "./problem.ts"
import { VraPackage } from "./wire.ts"

/** Something that contents of the package depend on, and whether it comes along. */
type Need = {
  readonly id: string
  readonly name: string | undefined
  readonly type: string | undefined
  readonly by: readonly string[]
  readonly where: string
}

const inside = "in this package"
const outside = "not in it"
const gone = "deleted"

const tones: Readonly<Record<string, Tone>> = {
  [inside]: "pass",
  [outside]: "warn",
  [gone]: "fail",
}

const c = columnsOf<Need>()
const columns = [
  c("name", "Depends on", "text", (need) => need.name ?? need.id),
  c("type", "Type", "word", (need) => need.type),
  c("by", "Needed by", "list", (need) => need.by),
  c("where", "Where", "status", (need) => need.where, {
    options: [gone, outside, inside],
    tones,
  }),
  c("id", "ID", "id", (need) => need.id, { hidden: true }),
]

/** Asked for by name, one call each; the others are shown by their ids. */
const looked = 30

const look = async (call: Call, id: string): Promise<Pick<Need, "name" | "type" | "where">> => {
  try {
    const { body } = await askContent(call, id)
    return { name: body.name, type: body.contentTypeId ?? undefined, where: outside }
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause
    return {
      name: undefined,
      type: undefined,
      where: cause.trouble === "missing" ? gone : "could not be asked for",
    }
  }
}

const needsOf = async (call: Call, contents: readonly VraContent[]): Promise<readonly Need[]> => {
  const here = new Map(contents.map((one) => [one.id, one]))
  const by = new Map<string, string[]>()
  for (const { name, dependencies } of contents)
    for (const id of dependencies ?? []) by.set(id, [...(by.get(id) ?? []), name])
  const others = [...by.keys()].filter((id) => !here.has(id))
  const found = new Map(
    await Promise.all(
      others.slice(0, looked).map(async (id) => [id, await look(call, id)] as const),
    ),
  )
  return [...by].map(([id, names]) => {
    const known = here.get(id)
    return {
      id,
      by: names,
      ...(known
        ? { name: known.name, type: known.contentTypeId ?? undefined, where: inside }
        : (found.get(id) ?? { name: undefined, type: undefined, where: outside })),
    }
  })
}

const wordsFor = (needs: readonly Need[]): readonly Block[] => {
  const missing = needs.filter(({ where }) => where !== inside)
  if (missing.length === 0) return []
  return [
    {
      kind: "note",
      tone: "warn",
      title: `${counted(missing.length, "dependency is", "dependencies are")} not in this package.`,
      detail: "Where it is imported, they must be there already, or the import fails.",
    },
  ]
}

/** Content that the package names and the API no longer has: the cause of error 85552. */
const lostFrom = (
  { contents: named }: VraPackage,
  contents: readonly VraContent[],
): readonly Block[] => {
  const here = new Set(contents.map(({ id }) => id))
  const lost = (named ?? []).filter((id) => !here.has(id))
  if (lost.length === 0) return []
  return [
    {
      kind: "note",
      tone: "fail",
      title: `${counted(lost.length, "content of this package was", "contents of this package were")} deleted: ${lost.join(", ")}.`,
      detail:
        "vRealize refuses to list any packages while it is so. Delete this package, or have the content taken out of it in vRealize; the API has no update.",
    },
  ]
}

/** GET packages/{id}/contents: what is in it, what that depends on, and what is missing. */
export const packed = async (call: Call, at: Place): Promise<Shown> => {
  const id = idOf(at, "packages")
  const [{ body }, contents] = await Promise.all([
    ask(call, {
      path: path`/content-management-service/api/packages/${id}`,
      schema: VraPackage,
      problem,
    }),
    everyContent(call, path`/content-management-service/api/packages/${id}/contents`),
  ])
  const needs = await needsOf(call, contents)
  return {
    blocks: [
      ...lostFrom(body, contents),
      {
        kind: "table",
        title: "Contents",
        one: "content",
        many: "contents",
        name: "name",
        fields: resource.fields,
        rows: contents.map((one) => rowOf(one, one)),
      },
      ...wordsFor(needs),
      ...(needs.length === 0
        ? []
        : [
            {
              kind: "table" as const,
              title: "Dependencies",
              one: "dependency",
              many: "dependencies",
              name: "name",
              fields: fieldsOf(columns),
              rows: needs.map((need) => readRow(columns, need.id, need, need)),
            },
          ]),
      {
        kind: "note",
        tone: "info",
        title: "A package cannot be changed or copied.",
        detail:
          "The API has no update and no copy: create another package from these contents, or export this one and import it elsewhere.",
      },
    ],
  }
}
