import * as v from "valibot"

/** A package as the table holds it. */
export const StoredPackage = v.object({
  id: v.number(),
  guid: v.string(),
  type: v.picklist(["bits", "docker"]),
  state: v.string(),
  checksum_type: v.string(),
  checksum: v.nullable(v.string()),
  sha1: v.nullable(v.string()),
  error: v.nullable(v.string()),
  image: v.nullable(v.string()),
  username: v.nullable(v.string()),
  has_password: v.number(),
  created_at: v.string(),
  updated_at: v.string(),
  app_guid: v.string(),
  space_guid: v.string(),
  file: v.nullable(v.string()),
  made_of: v.nullable(v.string()),
})
export type StoredPackage = v.InferOutput<typeof StoredPackage>

export type Metadata = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** Digests are there once the bits are; why an upload failed, once it has. */
const hasBits = ({ state }: StoredPackage): boolean => state === "READY" || state === "EXPIRED"
const errorOf = ({ state, error }: StoredPackage): string | null =>
  state === "FAILED" ? error : null

/** A package as the API shows it today. Cloud Controller never tells a registry's password. */
export const presentToday = (item: StoredPackage, metadata: Metadata, api: string): unknown => {
  const self = `${api}/v3/packages/${item.guid}`
  const app = { href: `${api}/v3/apps/${item.app_guid}` }
  const isBits = item.type === "bits"
  return {
    guid: item.guid,
    type: item.type,
    data: isBits
      ? {
          error: errorOf(item),
          checksum: { type: item.checksum_type, value: hasBits(item) ? item.checksum : null },
        }
      : {
          image: item.image,
          username: item.username,
          password: item.has_password === 0 ? null : "***",
        },
    state: item.state,
    created_at: item.created_at,
    updated_at: item.updated_at,
    relationships: { app: { data: { guid: item.app_guid } } },
    metadata,
    links: isBits
      ? {
          self: { href: self },
          upload: { href: `${self}/upload`, method: "POST" },
          download: { href: `${self}/download` },
          app,
        }
      : { self: { href: self }, app },
  }
}

/** The same package in the experimental API of November 2015: relative links, no metadata. */
export const present2015 = (item: StoredPackage): unknown => {
  const self = `/v3/packages/${item.guid}`
  const app = { href: `/v3/apps/${item.app_guid}` }
  const isBits = item.type === "bits"
  // Then, a checksum was SHA-1 or nothing.
  const hash = { type: "sha1", value: hasBits(item) ? item.sha1 : null }
  return {
    guid: item.guid,
    type: item.type,
    data: isBits
      ? { hash, error: errorOf(item) }
      : { hash, error: errorOf(item), image: item.image, credentials: {}, store_image: false },
    state: item.state,
    created_at: item.created_at,
    updated_at: item.updated_at === item.created_at ? null : item.updated_at,
    links: isBits
      ? {
          self: { href: self },
          upload: { href: `${self}/upload`, method: "POST" },
          download: { href: `${self}/download`, method: "GET" },
          stage: { href: `${self}/droplets`, method: "POST" },
          app,
        }
      : { self: { href: self }, app },
  }
}

type Link = { readonly href: string }
export type Pagination = {
  readonly total_results: number
  readonly total_pages?: number
  readonly first: Link
  readonly last: Link
  readonly next: Link | null
  readonly previous: Link | null
}

/** The links to the other pages of a list; `address` is absolute today and a path in 2015. */
export const paginate = (
  address: string,
  asked: readonly (readonly [string, string])[],
  { page, perPage, total }: { page: number; perPage: number; total: number },
): Pagination & { readonly total_pages: number } => {
  const pages = Math.max(1, Math.ceil(total / perPage))
  const to = (number: number): Link => {
    const query = new URLSearchParams([
      ...asked.map(([name, value]): [string, string] => [name, value]),
      ["page", String(number)],
      ["per_page", String(perPage)],
    ])
    query.sort()
    return { href: `${address}?${query}` }
  }
  return {
    total_results: total,
    total_pages: pages,
    first: to(1),
    last: to(pages),
    next: page < pages ? to(page + 1) : null,
    previous: page > 1 ? to(page - 1) : null,
  }
}
