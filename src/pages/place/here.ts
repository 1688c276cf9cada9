import type { Connection } from "../../model/connection.ts"
import { parentOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import type { Provider, Resource } from "../../model/provider.ts"
import { paths } from "../../paths.ts"
import type { Crumb } from "../../shell/Crumbs.tsx"

/** Where a page is: a list of a resource at a place, or the item that the place names. */
export type Here = {
  readonly connection: Connection
  readonly provider: Provider
  readonly resource: Resource
  /** For a list: where it is. For an item: the item itself. */
  readonly place: Place
  readonly kind: "list" | "item"
}

/** Finds the resource of a URL; undefined where the provider has no such thing. */
export const hereOf = (
  connection: Connection,
  provider: Provider,
  place: Place,
  listed: string | undefined,
): Here | undefined => {
  const names = [...place.map((step) => step.in), ...(listed === undefined ? [] : [listed])]
  let below: readonly string[] = [provider.root, ...(provider.beside ?? [])]
  for (const name of names) {
    if (!below.includes(name)) return undefined
    below = provider.resources[name]?.children ?? []
  }
  const resource = provider.resources[names.at(-1) ?? provider.root]
  if (!resource || names.length === 0) return undefined
  // Nothing says more of such an item than its list does.
  if (listed === undefined && !resource.get) return undefined
  return { connection, provider, resource, place, kind: listed === undefined ? "item" : "list" }
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The way here, without the page itself: the connection, then each item above, by its title if known. */
export const trailOf = (
  { connection, provider, place, kind }: Here,
  titleAt: (place: Place) => string | undefined,
): readonly Crumb[] => {
  const trail: Crumb[] = [
    { label: connection.name, to: paths.list(connection.id, [], provider.root) },
  ]
  const above = kind === "item" ? parentOf(place) : place
  const [outer] = place
  // Its own list stands at the connection; further down, the page above is the list.
  const listed = outer && provider.resources[outer.in]
  if (listed)
    trail.push({ label: capital(listed.many), to: paths.list(connection.id, [], listed.id) })
  above.forEach((step, at) => {
    const to = above.slice(0, at + 1)
    trail.push({ label: titleAt(to) ?? step.id, to: paths.item(connection.id, to) })
  })
  return trail
}
