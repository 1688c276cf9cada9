import type { Scalar } from "../../model/field.ts"
import { columnsOf, toDate } from "../decode.ts"
import type { CfPackage } from "./wire.ts"

const c = columnsOf<CfPackage>()

/** The last segment of links.app.href: before September 2019 the app is named nowhere else. */
const appOf = (item: CfPackage): string | null | undefined =>
  item.relationships?.app?.data?.guid ??
  item.links?.["app"]?.href
    ?.split("?")[0]
    ?.split("/")
    .findLast((part) => part !== "")

const hashOf = (item: CfPackage) => item.data?.checksum ?? item.data?.hash

const digestOf = (item: CfPackage): string | null | undefined => {
  const hash = hashOf(item)
  if (!hash) return undefined
  return hash.value ? `${hash.type}:${hash.value}` : null
}

const pairs = (
  record: Readonly<Record<string, string | null>> | null | undefined,
): readonly string[] | undefined =>
  record ? Object.entries(record).map(([key, value]) => `${key}=${value ?? ""}`) : undefined

const linksOf = (item: CfPackage): Readonly<Record<string, Scalar>>[] =>
  Object.entries(item.links ?? {}).flatMap(([name, link]) =>
    link?.href ? [{ name, method: link.method ?? "GET", href: link.href }] : [],
  )

/** `data.hash` and `links.stage` are what the experimental API of 2015 to 2017 has and today's has not. */
const eraOf = (item: CfPackage): string =>
  item.data?.hash || item.links?.["stage"] ? "experimental" : "current"

/**
 * States and what they mean. EXPIRED: the bits were removed to make room for newer ones, so it is no
 * failure, but it can no longer be staged.
 */
const tones = {
  FAILED: "fail",
  EXPIRED: "warn",
  PROCESSING_UPLOAD: "running",
  COPYING: "running",
  AWAITING_UPLOAD: "info",
  READY: "pass",
} as const

export const columns = [
  c("guid", "GUID", "id", (item) => item.guid, {
    filter: ["equals", "oneOf"],
    group: "Package",
  }),
  c("state", "State", "status", (item) => item.state, {
    filter: ["equals", "oneOf"],
    options: ["FAILED", "EXPIRED", "PROCESSING_UPLOAD", "COPYING", "AWAITING_UPLOAD", "READY"],
    tones,
    common: "state",
    group: "Package",
  }),
  c("type", "Type", "status", (item) => item.type, {
    filter: ["equals", "oneOf"],
    options: ["bits", "docker"],
    tones: { bits: "info", docker: "info" },
    common: "kind",
    group: "Package",
  }),
  c("image", "Docker image", "text", (item) => item.data?.image, { group: "Package" }),
  c("app", "App", "id", appOf, {
    filter: ["equals", "oneOf"],
    common: "owner",
    group: "Relationships",
    hint: "GUID of the app that the package belongs to",
  }),
  c("created", "Created", "date", (item) => toDate(item.created_at), {
    sort: "server",
    filter: ["range"],
    common: "created",
    group: "Package",
  }),
  c("updated", "Updated", "date", (item) => toDate(item.updated_at ?? item.created_at), {
    sort: "server",
    filter: ["range"],
    common: "updated",
    group: "Package",
  }),
  c("digest", "Checksum", "digest", digestOf, { common: "digest", group: "Package" }),
  c("error", "Error", "text", (item) => item.data?.error, {
    group: "Package",
    hint: "Why the upload failed, as the Cloud Controller says it",
  }),
  c("labels", "Labels", "list", (item) => pairs(item.metadata?.labels), {
    filter: ["equals"],
    hidden: true,
    group: "Metadata",
  }),
  c("annotations", "Annotations", "list", (item) => pairs(item.metadata?.annotations), {
    hidden: true,
    group: "Metadata",
  }),
  c("username", "Registry user", "text", (item) => item.data?.username, {
    hidden: true,
    group: "Package",
    hint: "The password is never shown",
  }),
  c("storeImage", "Store image", "flag", (item) => item.data?.store_image, {
    hidden: true,
    group: "Package",
    hint: "Only in the experimental API",
  }),
  c("space", "Space", "id", () => undefined, {
    filter: ["equals", "oneOf"],
    remoteOnly: true,
    hidden: true,
    group: "Relationships",
    hint: "The API filters by a space's GUID but does not send it",
  }),
  c("organization", "Organization", "id", () => undefined, {
    filter: ["equals", "oneOf"],
    remoteOnly: true,
    hidden: true,
    group: "Relationships",
    hint: "The API filters by an organization's GUID but does not send it",
  }),
  c("era", "API", "status", eraOf, {
    options: ["current", "experimental"],
    tones: { current: "info", experimental: "info" },
    hidden: true,
    group: "Links",
    hint: "Which of the two documented shapes this server sends",
  }),
  c("self", "Self", "link", (item) => item.links?.["self"]?.href, { hidden: true, group: "Links" }),
  c("appLink", "App", "link", (item) => item.links?.["app"]?.href, {
    hidden: true,
    group: "Links",
  }),
  c("links", "All links", "records", linksOf, { hidden: true, group: "Links" }),
]

/** Docker credentials never reach the page, not even masked by the server and not in the raw JSON. */
export const maskSecrets = (raw: unknown): unknown => {
  if (Array.isArray(raw)) return raw.map(maskSecrets)
  if (typeof raw !== "object" || raw === null) return raw
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) =>
      (key === "credentials" || key === "password") && value !== null
        ? [key, "hidden by Waybill"]
        : [key, maskSecrets(value)],
    ),
  )
}
