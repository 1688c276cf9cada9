import type { Absent, Tone } from "../../model/field.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { columnsOf, fieldsOf, readRow, toDate } from "../decode.ts"
import { ask } from "../http.ts"
import { packagePath, purlOf, versionPath } from "./address.ts"
import { PackageList, problem, SpectraVersion } from "./wire.ts"

type Item = { readonly version: SpectraVersion; readonly at: Place }

const c = columnsOf<Item>()

/**
 * The Portal makes 1970-01-01 of a release without a date: that is "not set", and no date at all.
 * It stays in the raw JSON.
 */
const releaseDate = (text: string | null | undefined): Date | Absent | null | undefined => {
  const date = toDate(text)
  return date instanceof Date && date.getTime() === 0
    ? { absent: "unreadable", said: "not set (1970-01-01)" }
    : date
}

/**
 * Approval words differ between Portal versions and are documented in part: what holds "reject" or
 * "revoke" is no approval, and only a word that is "approved" is one.
 */
const approvalTones: Readonly<Record<string, Tone>> = {
  approved: "pass",
  approvalrejected: "fail",
  rejected: "fail",
  approvalrevoked: "warn",
  revoked: "warn",
}

const columns = [
  c("version", "Version", "version", ({ version }) => version.version, {
    common: "version",
    group: "Version",
  }),
  c("approval", "Approval", "status", ({ version }) => version.approval_status, {
    options: ["ApprovalRejected", "ApprovalRevoked", "Approved"],
    tones: approvalTones,
    common: "state",
    group: "Approval",
  }),
  c("released", "Released", "flag", ({ version }) => version.is_released, { group: "Release" }),
  c(
    "releaseDate",
    "Release date",
    "date",
    ({ version }) => releaseDate(version.software_info?.release_date),
    {
      common: "created",
      group: "Release",
    },
  ),
  c("product", "Product", "text", ({ version }) => version.software_info?.product, {
    group: "Software",
  }),
  c("publisher", "Publisher", "text", ({ version }) => version.software_info?.publisher, {
    common: "owner",
    group: "Software",
  }),
  c("license", "License", "text", ({ version }) => version.software_info?.license, {
    group: "Software",
  }),
  c("category", "Category", "text", ({ version }) => version.software_info?.category, {
    common: "kind",
    hidden: true,
    group: "Software",
  }),
  c("platform", "Platform", "text", ({ version }) => version.software_info?.platform, {
    hidden: true,
    group: "Software",
  }),
  c(
    "softwareVersion",
    "Software version",
    "version",
    ({ version }) => version.software_info?.version,
    {
      hidden: true,
      group: "Software",
      hint: "As the software itself says it; may differ from the Portal's",
    },
  ),
  c("reason", "Reason", "text", ({ version }) => version.approval_information?.reason, {
    itemOnly: true,
    group: "Approval",
  }),
  c("decidedBy", "Decided by", "text", ({ version }) => version.approval_information?.user, {
    itemOnly: true,
    group: "Approval",
  }),
  c("role", "Role", "text", ({ version }) => version.approval_information?.role, {
    itemOnly: true,
    group: "Approval",
  }),
  c(
    "decided",
    "Decided",
    "date",
    ({ version }) => toDate(version.approval_information?.timestamp),
    {
      itemOnly: true,
      group: "Approval",
    },
  ),
  c("purl", "Package URL", "id", ({ at }) => purlOf(at), { hidden: true, group: "Version" }),
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
  list: async (call, at) => {
    const { body } = await ask(call, { path: packagePath(call, at), schema: PackageList, problem })
    return {
      rows: body.versions.map((version) =>
        readRow(
          columns,
          version.version,
          { version, at: [...at, { in: "versions", id: version.version }] },
          version,
        ),
      ),
      total: { count: body.versions.length, exact: true },
    }
  },
  get: async (call, at) => {
    const { body, raw } = await ask(call, {
      path: versionPath(call, at),
      schema: SpectraVersion,
      problem,
    })
    return readRow(columns, idOf(at, "versions"), { version: body, at }, raw)
  },
  actions: [],
}
