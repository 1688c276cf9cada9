import * as v from "valibot"
import { parse, stringify } from "yaml"
import type { World } from "../api.ts"
import { InvalidArgument } from "./errors.ts"
import { isDraft, kept, storedContents } from "./stored.ts"
import type { Stored } from "./stored.ts"

const Property = v.looseObject({
  secure: v.optional(v.boolean(), false),
  default: v.optional(v.unknown()),
})

/**
 * A definition as it stands in a file of a package. Which members a definition has is the affair of
 * its type; these are the ones that an import looks at.
 */
const Definition = v.looseObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.pipe(v.string(), v.nonEmpty()),
  description: v.nullish(v.string()),
  status: v.optional(v.string(), "PUBLISHED"),
  properties: v.nullish(v.record(v.string(), Property)),
  components: v.nullish(v.record(v.string(), v.looseObject({ type: v.string() }))),
})
export type Definition = v.InferOutput<typeof Definition>

/** @throws InvalidArgument saying where the text is not a definition */
export const readDefinition = (file: string, text: string): Definition => {
  let raw: unknown
  try {
    raw = parse(text)
  } catch (error) {
    const [why] = error instanceof Error ? error.message.split("\n") : []
    throw new InvalidArgument(`${file} is not YAML: ${why ?? "it cannot be read"}.`)
  }
  const parsed = v.safeParse(Definition, raw)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new InvalidArgument(`${file}: ${v.getDotPath(issue) ?? "the definition"} is missing.`)
}

/** The contents that a definition is built from, by type and content id. */
export const needsOf = ({ components }: Definition): readonly string[] => [
  ...new Set(Object.values(components ?? {}).map(({ type }) => type)),
]

/** Names of secure properties without a value: they must be set again by hand. */
export const blankIn = ({ properties }: Definition): readonly string[] =>
  Object.entries(properties ?? {})
    .filter(([, property]) => property.secure && (property.default ?? "") === "")
    .map(([name]) => name)

/** How one content is named in the definition of another, and where it stands in a package. */
export const keyOf = (type: string, contentId: string): string => `${type}/${contentId}`

const written = (world: World, content: Stored): Definition => {
  const needed = storedContents(world, content.dependencies)
  return {
    id: content.contentId,
    name: content.name,
    description: content.description,
    status: isDraft(world, content.id) ? "DRAFT" : "PUBLISHED",
    properties: {
      _archive_days: { secure: false, default: 0 },
      ...(kept(world, content.id)?.["secure"] === 1
        ? { admin_password: { secure: true, default: "correct horse battery staple" } }
        : {}),
    },
    components: Object.fromEntries(
      needed.map((one) => [one.contentId, { type: keyOf(one.contentTypeId, one.contentId) }]),
    ),
  }
}

/** The definition of a content: as it was imported, or made from what is known of it. */
const definitionOf = (world: World, content: Stored): Definition => {
  const text = kept(world, content.id)?.["definition"]
  return typeof text === "string"
    ? readDefinition(content.contentId, text)
    : written(world, content)
}

/** The definition as YAML, as it leaves the server: secure values are blanked out. */
export const yamlOf = (world: World, content: Stored): string => {
  const definition = definitionOf(world, content)
  const properties = Object.entries(definition.properties ?? {}).map(
    ([name, property]) =>
      [name, property.secure ? { ...property, default: "" } : property] as const,
  )
  return stringify({ ...definition, properties: Object.fromEntries(properties) })
}
