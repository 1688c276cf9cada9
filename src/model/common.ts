import type { Connection } from "./connection.ts"
import { isAbsent, isEmpty, stateOf, toneOf } from "./field.ts"
import type { Cell, CommonField, Field, Row } from "./field.ts"
import type { Place } from "./place.ts"
import type { Resource } from "./provider.ts"
import { searchedFields, textOf } from "./search.ts"

/** The vocabulary that lies over every provider's own: the columns of the table of all packages. */
export const commonFields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "connection", label: "Connection", kind: "word", room: "much" },
  {
    id: "place",
    label: "Within",
    kind: "text",
    hidden: true,
    hint: "The project or group that holds it, where the provider has such.",
  },
  { id: "version", label: "Version", kind: "version", room: "less" },
  {
    id: "state",
    label: "State",
    kind: "status",
    also: ["status"],
    options: ["failed", "in-progress", "ready", "unknown"],
    tones: { failed: "fail", "in-progress": "running", ready: "pass" },
    room: "less",
  },
  {
    id: "said",
    label: "Provider's word",
    kind: "text",
    room: "little",
    hint: "The state as the provider calls it.",
  },
  { id: "kind", label: "Kind", kind: "word", room: "less", also: ["type", "category"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created", kind: "date" },
  {
    id: "updated",
    label: "Updated",
    kind: "date",
    hidden: true,
    hint: "Where the provider keeps no such date: when it was created.",
  },
  { id: "owner", label: "Owner", kind: "text", hidden: true },
  { id: "digest", label: "Digest", kind: "digest", hidden: true },
  // Prose stands last: what is found in it comes behind what is found elsewhere.
  { id: "description", label: "Description", kind: "text", hidden: true, prose: true },
  {
    id: "otherText",
    label: "Other text",
    kind: "text",
    hidden: true,
    prose: true,
    hint: "What else the provider's list says in words is searched, too: ids, labels, file names, errors. Addresses are not, nor is what is asked for row by row, such as app and space of Cloud Foundry, nor what packages are made of, such as images and files.",
  },
]

/** Fields without a column of their own in the common table, and in which a search looks nevertheless. */
const otherTexts = (fields: readonly Field[]): readonly Field[] =>
  searchedFields(fields).filter(
    ({ kind, common, late, itemOnly, remoteOnly, alike }) =>
      // An address would find its host's name in every row.
      kind !== "link" && !common && !late && !itemOnly && !remoteOnly && !alike,
  )

/** The fields of a provider's list that its rows in the common table are made of. */
export const commonSources = (fields: readonly Field[]): readonly Field[] => [
  ...fields.filter((field) => field.common),
  ...otherTexts(fields),
]

const commonOf = (resource: Pick<Resource, "fields">, common: CommonField): Field | undefined =>
  resource.fields.find((field) => field.common === common)

const plain = (field: Field | undefined, row: Row): Cell =>
  field ? (row.cells[field.id] ?? { absent: "not-provided" }) : { absent: "not-provided" }

/** Where a row of the common table leads. */
export type Origin = { readonly connection: string; readonly place: Place }

/** The id of a common row: where it leads. */
export const originKey = ({ connection, place }: Origin): string =>
  JSON.stringify([connection, ...place.flatMap((step) => [step.in, step.id])])

/** The inverse of a common row's id. */
export const originOf = (rowId: string): Origin => {
  const parts: unknown = JSON.parse(rowId)
  const words = Array.isArray(parts) ? parts.map(String) : []
  const place = []
  for (let at = 1; at + 1 < words.length; at += 2)
    place.push({ in: words[at] ?? "", id: words[at + 1] ?? "" })
  return { connection: words[0] ?? "", place }
}

/** Columns whose cells are the provider's own. */
const copied = ["kind", "size", "created", "updated", "owner", "digest", "description"] as const

const commonStateOf = (field: Field, word: string): string =>
  field.waits?.includes(word) ? "in-progress" : stateOf[toneOf(field, word)]

/** A provider's row in the common vocabulary. What the provider does not have stays absent. */
export const toCommon = (
  connection: Pick<Connection, "id" | "name">,
  resource: Pick<Resource, "id" | "fields">,
  place: Place,
  row: Row,
): Row => {
  const state = commonOf(resource, "state")
  const word = plain(state, row)
  const name = plain(commonOf(resource, "name"), row)
  const cells: Record<string, Cell> = {
    name: isAbsent(name) ? row.id : textOf(name),
    connection: connection.name,
    place: place.length === 0 ? { absent: "not-provided" } : place.map(({ id }) => id).join(" / "),
    state: isAbsent(word) || !state ? word : commonStateOf(state, textOf(word)),
    said: isAbsent(word) ? word : textOf(word),
  }
  // A provider may number its versions; in this column they stand among those of others.
  const version = plain(commonOf(resource, "version"), row)
  cells["version"] = isAbsent(version) ? version : textOf(version)
  for (const common of copied) cells[common] = plain(commonOf(resource, common), row)
  const others = otherTexts(resource.fields).flatMap(({ id }) => {
    const cell = row.cells[id]
    if (isEmpty(cell) || isAbsent(cell)) return []
    return Array.isArray(cell) ? cell.map(String) : [textOf(cell)]
  })
  cells["otherText"] = others.length === 0 ? { absent: "not-provided" } : others.join("; ")
  // What is new has changed, too, and is not to be missing where one looks for what has.
  if (!commonOf(resource, "updated"))
    cells["updated"] = cells["created"] ?? { absent: "not-provided" }
  return {
    id: originKey({
      connection: connection.id,
      place: [...place, { in: resource.id, id: row.id }],
    }),
    cells,
    // The page of the item asks for it; here it would only take room, in memory and in what is kept.
    raw: null,
  }
}
