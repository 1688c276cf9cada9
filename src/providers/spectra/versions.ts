import type { Absent, Tone } from "../../model/field.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, rawItems, readRow, toDate } from "../decode.ts"
import { ask } from "../http.ts"
import { pathOf, purlOf } from "./address.ts"
import { later } from "./load.ts"
import { parts } from "./parts.ts"
import { reports } from "./reports.ts"
import { upload } from "./upload.ts"
import { versionActions } from "./versionActions.ts"
import { PackageList, problem, SpectraVersion } from "./wire.ts"
import { analysisTones, isUnderWay, verdictTones, vulnerabilityTones } from "./words.ts"

/** `whole`: read from the details of the version, which alone say who approved it and why. */
type Item = { readonly wire: SpectraVersion; readonly whole: boolean; readonly at: Place }

const c = columnsOf<Item>()

/**
 * The Portal writes 1970-01-01T00:00:00Z where a version was released without a date: that is no
 * date, and must neither sort nor filter as one.
 */
const releaseDate = (text: string | null | undefined): Date | Absent | null | undefined => {
  const date = toDate(text)
  return date instanceof Date && date.getTime() === 0
    ? { absent: "null", said: "not set (1970-01-01)" }
    : date
}

/** In no list: one call a version. */
const late = (): Absent => ({ absent: "not-loaded" })

/** Versions that nobody has reviewed have no information about their approval. */
const approval = <T>(item: Item, value: T | null | undefined): T | Absent | null =>
  item.whole ? (value ?? null) : { absent: "not-loaded" }

/**
 * The words of an approval are documented in part, and differ between Portals: what has "reject" or
 * "revoke" in it is no approval, and only a word that is "approved", in any letter case, is one.
 */
const approvalTones: Readonly<Record<string, Tone>> = {
  "*reject*": "fail",
  "*revoke*": "warn",
  approved: "pass",
}

const columns = [
  c("version", "Version", "version", ({ wire }) => wire.version, {
    common: "version",
    group: "Version",
  }),
  c("ci", "CI status", "status", late, {
    late: true,
    headline: true,
    options: ["fail", "pass"],
    tones: verdictTones,
    room: "little",
    group: "Analysis",
    hint: "Pass or fail, by the policies of the group.",
  }),
  c("analysis", "Analysis", "status", late, {
    late: true,
    headline: true,
    tones: analysisTones,
    common: "state",
    room: "little",
    group: "Analysis",
    hint: "As the Portal words it; only DONE is a word that it documents.",
  }),
  c("vulnerabilities", "Vulnerabilities", "status", late, {
    late: true,
    headline: true,
    room: "much",
    tones: vulnerabilityTones,
    group: "Analysis",
  }),
  c("approval", "Approval status", "status", ({ wire }) => wire.approval_status, {
    options: ["ApprovalRejected", "ApprovalRevoked", "Approved"],
    tones: approvalTones,
    headline: true,
    group: "Approval",
  }),
  c("released", "Released", "flag", ({ wire }) => wire.is_released, {
    headline: true,
    room: "much",
    group: "Version",
  }),
  c("level", "SAFE level", "number", late, {
    late: true,
    headline: true,
    group: "Analysis",
    hint: "From 1 to 5; none where the group has levels turned off.",
  }),
  c(
    "releaseDate",
    "Release date",
    "date",
    ({ wire }) => releaseDate(wire.software_info?.release_date),
    {
      headline: true,
      group: "Version",
      hint: "Of a version released without a date the Portal says 1970-01-01.",
    },
  ),
  c("product", "Product", "text", ({ wire }) => wire.software_info?.product, {
    common: "name",
    group: "Software",
  }),
  c("publisher", "Publisher", "text", ({ wire }) => wire.software_info?.publisher, {
    common: "owner",
    group: "Software",
  }),
  c("license", "License", "text", ({ wire }) => wire.software_info?.license, {
    group: "Software",
  }),
  c("platform", "Platform", "word", ({ wire }) => wire.software_info?.platform, {
    group: "Software",
  }),
  c("category", "Category", "word", ({ wire }) => wire.software_info?.category, {
    common: "kind",
    hidden: true,
    group: "Software",
  }),
  c("softwareVersion", "Software version", "version", ({ wire }) => wire.software_info?.version, {
    hidden: true,
    group: "Software",
    hint: "As the software says it; it may differ from the version in the Portal.",
  }),
  c("reason", "Reason", "text", (item) => approval(item, item.wire.approval_information?.reason), {
    itemOnly: true,
    group: "Approval",
  }),
  c(
    "decidedBy",
    "Decided by",
    "text",
    (item) => approval(item, item.wire.approval_information?.user),
    {
      itemOnly: true,
      group: "Approval",
    },
  ),
  c("role", "Role", "text", (item) => approval(item, item.wire.approval_information?.role), {
    itemOnly: true,
    group: "Approval",
    hint: "Of the person who decided, in the Portal.",
  }),
  c(
    "decided",
    "Decided",
    "date",
    (item) => approval(item, toDate(item.wire.approval_information?.timestamp)),
    { itemOnly: true, group: "Approval" },
  ),
  c("purl", "Package URL", "id", ({ at }) => purlOf(at), {
    hidden: true,
    group: "Version",
    hint: "The Portal's own address of the version, as its tools take it.",
  }),
  c("analysed", "Analysed", "date", late, {
    late: true,
    headline: true,
    hidden: true,
    group: "Analysis",
  }),
  c("took", "Took", "duration", late, { late: true, hidden: true, group: "Analysis" }),
  c("engine", "Engine", "version", late, { late: true, hidden: true, group: "Analysis" }),
  c("portal", "Report in the Portal", "link", late, {
    late: true,
    hidden: true,
    group: "Analysis",
  }),
  c("size", "Size", "bytes", late, {
    late: true,
    headline: true,
    hidden: true,
    common: "size",
    group: "File",
  }),
  c("digest", "SHA-256", "digest", late, {
    late: true,
    headline: true,
    hidden: true,
    common: "digest",
    group: "File",
  }),
  c("fileName", "File name", "text", late, { late: true, hidden: true, group: "File" }),
]

/** Versions of a package. */
export const versions: Resource = {
  id: "versions",
  one: "version",
  many: "versions",
  children: [],
  title: "version",
  fields: fieldsOf(columns),
  paging: { by: "none" },
  list: async (call, place) => {
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", place),
      schema: PackageList,
      problem,
    })
    const raws = rawItems(raw, "versions")
    return {
      rows: body.versions.map((wire, nth) => {
        const at = [...place, { in: "versions", id: wire.version }]
        return readRow(columns, wire.version, { wire, whole: false, at }, raws[nth])
      }),
      total: { count: body.versions.length, exact: true },
    }
  },
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: pathOf(call, "list", at),
      schema: SpectraVersion,
      problem,
    })
    return readRow(columns, idOf(at, "versions"), { wire: body, whole: true, at }, raw)
  },
  busy: ({ cells: { analysis } }) => typeof analysis === "string" && isUnderWay(analysis),
  fill: async (call, at) => (await later()).fill(call, at),
  parts,
  reports,
  upload,
  actions: versionActions,
}
