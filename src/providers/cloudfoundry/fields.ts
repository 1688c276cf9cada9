import type { Field, Scalar } from "../../model/field.ts"
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

/** `data.hash` until March 2017, `data.checksum` since; without a value until there are bits. */
const digestOf = (item: CfPackage): string | null | undefined => {
  const hash = item.data?.checksum ?? item.data?.hash
  if (!hash) return undefined
  return hash.value ? `${hash.type}:${hash.value}` : null
}

/** The tag of an image reference: what follows a colon behind the last slash, and no digest. */
const tagOf = (item: CfPackage): string | null | undefined => {
  const image = item.data?.image
  if (!image) return image
  return /:([\w][\w.-]*)$/.exec(image.split("@")[0]?.split("/").at(-1) ?? "")?.[1]
}

const pairs = (
  record: Readonly<Record<string, string | null>> | null | undefined,
): readonly string[] | undefined =>
  record ? Object.entries(record).map(([key, value]) => `${key}=${value ?? ""}`) : undefined

/** Links that today's API sends without their method, and that are no GET. */
const posts = new Set(["upload", "stage"])

const linksOf = (item: CfPackage): Readonly<Record<string, Scalar>>[] =>
  Object.entries(item.links ?? {}).flatMap(([name, link]) =>
    link?.href
      ? [{ name, method: link.method ?? (posts.has(name) ? "POST" : "GET"), href: link.href }]
      : [],
  )

const whole = { filter: ["equals", "oneOf"] } as const

/** What stands behind a guid: the list has the guid alone. */
const late = (id: string, label: string, more: Pick<Field, "hidden" | "room"> = {}) =>
  c(id, label, "text", () => ({ absent: "not-loaded" }), {
    ...more,
    late: true,
    // A hundred guids go into one address (names.ts): of apps, then of spaces, then of organizations.
    together: { rows: 100, calls: 3 },
    group: "Relationships",
  })

const word = String.raw`[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?`

/** A label that a selector can ask for. What is more, or less, is a selector of another meaning, or none. */
const selectable = new RegExp(String.raw`^(?:[a-z0-9][a-z0-9.-]{0,252}/)?${word}=${word}$`)

export const columns = [
  c("guid", "GUID", "id", (item) => item.guid, { ...whole, group: "Package" }),
  c("state", "State", "status", (item) => item.state, {
    ...whole,
    options: ["FAILED", "EXPIRED", "AWAITING_UPLOAD", "PROCESSING_UPLOAD", "COPYING", "READY"],
    waits: ["AWAITING_UPLOAD"],
    tones: {
      FAILED: "fail",
      // Its bits were removed to make room for newer ones: no failure, but it cannot be staged.
      EXPIRED: "warn",
      // Waits for somebody, and does not change by itself.
      AWAITING_UPLOAD: "info",
      PROCESSING_UPLOAD: "running",
      COPYING: "running",
      READY: "pass",
    },
    common: "state",
    group: "Package",
  }),
  late("appName", "App"),
  late("spaceName", "Space", { room: "little" }),
  late("organizationName", "Organization", { hidden: true, room: "little" }),
  c("type", "Type", "word", (item) => item.type, {
    ...whole,
    options: ["bits", "docker"],
    common: "kind",
    group: "Package",
  }),
  c("app", "App GUID", "id", appOf, {
    ...whole,
    common: "owner",
    hidden: true,
    group: "Relationships",
  }),
  c("created", "Created", "date", (item) => toDate(item.created_at), {
    sort: "server",
    filter: ["range"],
    common: "created",
    group: "Package",
  }),
  // Before November 2016 it stayed null until the first change.
  c("updated", "Updated", "date", (item) => toDate(item.updated_at ?? item.created_at), {
    sort: "server",
    filter: ["range"],
    common: "updated",
    hidden: true,
    group: "Package",
  }),
  c("image", "Image", "text", (item) => item.data?.image, {
    common: "name",
    group: "Package",
    hint: "Where a docker package comes from; a bits package has none.",
  }),
  c("tag", "Image tag", "version", tagOf, {
    common: "version",
    hidden: true,
    group: "Package",
    hint: "As written in the image reference.",
  }),
  c("digest", "Checksum", "digest", digestOf, {
    common: "digest",
    group: "Package",
    hint: "Of the uploaded bits; SHA-1 where the package is old.",
  }),
  c("error", "Error", "text", (item) => item.data?.error, {
    group: "Package",
    reason: true,
    hint: "Why the upload failed, as the Cloud Controller says it.",
  }),
  c("username", "Registry user", "text", (item) => item.data?.username, {
    hidden: true,
    group: "Package",
    hint: "Pulls the image. Its password is never shown.",
  }),
  c("storeImage", "Store image", "flag", (item) => item.data?.store_image, {
    hidden: true,
    group: "Package",
    hint: "In the experimental API of 2015 alone.",
  }),
  c("space", "Space GUID", "id", () => undefined, {
    ...whole,
    remoteOnly: true,
    hidden: true,
    group: "Relationships",
    hint: "GUID. The API filters by it but does not send it.",
  }),
  c("organization", "Organization GUID", "id", () => undefined, {
    ...whole,
    remoteOnly: true,
    hidden: true,
    group: "Relationships",
    hint: "GUID. The API filters by it but does not send it.",
  }),
  c("labels", "Labels", "list", (item) => pairs(item.metadata?.labels), {
    filter: ["equals"],
    asks: selectable,
    hidden: true,
    group: "Metadata",
  }),
  c("selector", "Label selector", "text", () => undefined, {
    remoteOnly: true,
    every: true,
    hidden: true,
    group: "Metadata",
    hint: "Filters by labels: team=search, !pinned, environment in (production,staging); a comma means and.",
  }),
  c("annotations", "Annotations", "list", (item) => pairs(item.metadata?.annotations), {
    hidden: true,
    group: "Metadata",
  }),
  c("links", "Links", "records", linksOf, { hidden: true, group: "Links" }),
]

const mask = "(hidden)"

const maskLeaves = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, maskLeaves(part)]))
    : value === null
      ? null
      : mask

/**
 * What the API sent, without the secrets of a docker registry: they never reach a page. What has none is
 * the same object still.
 */
export const maskSecrets = (raw: unknown): unknown => {
  if (typeof raw !== "object" || raw === null) return raw
  if (Array.isArray(raw)) {
    const shown = raw.map(maskSecrets)
    return shown.some((one, at) => one !== raw[at]) ? shown : raw
  }
  const masked = Object.entries(raw).flatMap(([key, value]): [string, unknown][] => {
    const shown =
      key === "credentials" || key === "password" ? maskLeaves(value) : maskSecrets(value)
    return shown === value ? [] : [[key, shown]]
  })
  return masked.length === 0 ? raw : { ...raw, ...Object.fromEntries(masked) }
}
