import { isAbsent } from "../../model/field.ts"
import type { Cell, Row } from "../../model/field.ts"
import { columnsOf, fieldsOf, readRow, toDate } from "../decode.ts"
import { topLevel } from "./wire.ts"
import type { AstraItem } from "./wire.ts"

const c = columnsOf<AstraItem>()

const labelsOf = ({ metadata }: AstraItem): readonly string[] | null | undefined =>
  metadata?.labels?.map(({ name, value }) => `${name}=${value ?? ""}`) ??
  (metadata?.labels === null ? null : undefined)

/** A small table, which contents.ts reads. */
const table = (id: string, label: string, group: string, hint?: string) =>
  c(id, label, "records", () => undefined, {
    hidden: true,
    group,
    ...(hint === undefined ? {} : { hint }),
  })

export const severityTones = { critical: "critical", recommended: "info" } as const

export const stateTones = {
  corrupt: "fail",
  incomplete: "warn",
  verifying: "running",
  available: "pass",
} as const

/**
 * What the API may sort is what stands in every package and whose order means something to people:
 * texts, ids and dates. Its versions and states compare as texts (1.10 before 1.9, available before
 * corrupt), so these are sorted here; so is what may be missing, because no filter of the API finds
 * packages without a value, and a list that is cut short could not be continued past them.
 */
export const columns = [
  c("name", "Name", "text", (item) => item.packageName, {
    sort: "server",
    filter: ["equals"],
    common: "name",
    group: "Package",
  }),
  c("version", "Version", "version", (item) => item.packageVersion, {
    filter: ["equals"],
    common: "version",
    group: "Package",
  }),
  c("state", "State", "status", (item) => item.packageState, {
    filter: ["equals"],
    options: ["corrupt", "incomplete", "verifying", "available"],
    tones: stateTones,
    room: "less",
    common: "state",
    group: "State",
  }),
  c("type", "Type", "word", (item) => item.packageType, {
    filter: ["equals"],
    options: ["install", "patch"],
    common: "kind",
    group: "Package",
  }),
  c("severity", "Severity", "status", (item) => item.severityLevel, {
    filter: ["equals"],
    options: ["critical", "recommended"],
    tones: severityTones,
    group: "Package",
    hint: "How much Astra advises to apply the package",
  }),
  c("bundles", "Bundles", "list", (item) => item.bundleName, {
    filter: ["equals"],
    group: "Package",
    hint: "Bundles that the package came with",
    room: "less",
  }),
  c("created", "Created", "date", (item) => toDate(item.metadata?.creationTimestamp), {
    sort: "server",
    filter: ["range"],
    common: "created",
    group: "History",
  }),
  c("modified", "Modified", "date", (item) => toDate(item.metadata?.modificationTimestamp), {
    sort: "server",
    filter: ["range"],
    common: "updated",
    group: "History",
  }),
  c("createdBy", "Created by", "id", (item) => item.metadata?.createdBy, {
    sort: "server",
    filter: ["equals"],
    common: "owner",
    hidden: true,
    group: "History",
  }),
  c("modifiedBy", "Modified by", "id", (item) => item.metadata?.modifiedBy, {
    filter: ["equals"],
    hidden: true,
    group: "History",
  }),
  c("id", "ID", "id", (item) => item.id, {
    sort: "server",
    filter: ["equals"],
    hidden: true,
    group: "Package",
  }),
  table("details", "State details", "State", "Why the package is in its state"),
  table("transitions", "Possible transitions", "State", "Which states can follow which"),
  c("upgradableFrom", "Upgrades from", "version", (item) => item.upgradableVersions?.minVersion, {
    filter: ["equals"],
    hidden: true,
    group: "Upgrade",
    hint: "The oldest version that this package upgrades",
  }),
  c("upgradableTo", "Upgrades up to", "version", (item) => item.upgradableVersions?.maxVersion, {
    filter: ["equals"],
    hidden: true,
    group: "Upgrade",
    hint: "The newest version that this package upgrades",
  }),
  table(
    "dependencies",
    "Dependencies",
    "Upgrade",
    "Components that must be there, and their versions",
  ),
  table("images", "Images", "Contents"),
  table("artifacts", "Artifacts", "Contents"),
  table(
    "files",
    "Files",
    "Contents",
    "Their contents are under Files, and in the raw JSON as base64",
  ),
  c("labels", "Labels", "list", labelsOf, { hidden: true, group: "Metadata" }),
  c("mediaType", "Resource type", "text", (item) => item.type, {
    sort: "server",
    filter: ["equals"],
    hidden: true,
    alike: true,
    group: "Metadata",
    hint: "What the API calls this kind of thing",
  }),
  c("schema", "Resource version", "version", (item) => item.version, {
    filter: ["equals"],
    hidden: true,
    alike: true,
    group: "Metadata",
    hint: "The version of the API's form for packages, not of this package",
  }),
]

export const fields = fieldsOf(columns)

/** Where each field stands in a package, as filter and orderBy name it. */
export const paths: Readonly<Record<string, string>> = {
  name: "packageName",
  version: "packageVersion",
  state: "packageState",
  type: "packageType",
  severity: "severityLevel",
  bundles: "bundleName[*]",
  created: "metadata.creationTimestamp",
  modified: "metadata.modificationTimestamp",
  createdBy: "metadata.createdBy",
  modifiedBy: "metadata.modifiedBy",
  id: "id",
  details: "packageStateDetails",
  transitions: "packageStateTransitions",
  upgradableFrom: "upgradableVersions.minVersion",
  upgradableTo: "upgradableVersions.maxVersion",
  dependencies: "dependencies",
  images: "images",
  artifacts: "artifacts",
  files: "files",
  labels: "metadata.labels",
  mediaType: "type",
  schema: "version",
}

const topOf = (path: string): string => /^\w+/.exec(path)?.[0] ?? ""

/**
 * The names to send as `include`: those that hold these fields, and always the id. In the API's own
 * order, whatever the order of the columns, so that the same columns make the same request.
 */
export const includeOf = (ids: readonly string[]): readonly string[] => {
  const wanted = new Set(ids.map((id) => topOf(paths[id] ?? "")))
  return topLevel.filter((name) => name === "id" || wanted.has(name))
}

const notLoaded: Cell = { absent: "not-loaded" }

/**
 * Reads a package of which only the top-level names in `include` were asked for; undefined: all.
 * @param more the cells that contents.ts reads
 */
export const rowOf = (
  item: AstraItem,
  include: readonly string[] | undefined,
  raw: unknown = item,
  more: Row["cells"] = {},
): Row => {
  const row = readRow(columns, item.id, item, raw)
  const cells = Object.entries({ ...row.cells, ...more }).map(([id, cell]) => {
    const asked = include?.includes(topOf(paths[id] ?? "")) ?? true
    return [id, asked || !isAbsent(cell) ? cell : notLoaded] as const
  })
  return { ...row, cells: Object.fromEntries(cells) }
}
