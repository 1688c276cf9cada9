import type { Values } from "../model/input.ts"
import { placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import type { Query } from "../model/query.ts"

/**
 * The only file with query keys. Everything fetched through a connection stands below
 * `keys.connection(id)`, so that new credentials drop it at one stroke; every list of a resource
 * stands below `keys.resource`, so that an action can say what it touched.
 */
export const keys = {
  session: () => ["session"] as const,
  connections: () => ["connections"] as const,
  journal: () => ["journal"] as const,
  tested: (id: string) => ["tested", id] as const,
  lacking: (id: string) => ["lacking", id] as const,
  connection: (id: string) => ["c", id] as const,
  resource: (connection: string, resource: string) => ["c", connection, resource] as const,
  lists: (connection: string, resource: string, place: Place) =>
    ["c", connection, resource, placeKey(place), "list"] as const,
  list: (connection: string, resource: string, place: Place, query: Query) =>
    ["c", connection, resource, placeKey(place), "list", query] as const,
  walks: (connection: string, resource: string, place: Place) =>
    ["c", connection, resource, placeKey(place), "walk"] as const,
  walk: (connection: string, resource: string, place: Place, query: Query) =>
    ["c", connection, resource, placeKey(place), "walk", query] as const,
  item: (connection: string, resource: string, place: Place) =>
    ["c", connection, resource, placeKey(place), "item"] as const,
  late: (connection: string, resource: string, place: Place) =>
    ["c", connection, resource, placeKey(place), "late"] as const,
  part: (connection: string, resource: string, place: Place, part: string, variant: string) =>
    ["c", connection, resource, placeKey(place), "part", part, variant] as const,
  toll: (connection: string, resource: string, place: Place, action: string) =>
    ["c", connection, resource, placeKey(place), "toll", action] as const,
  offers: (connection: string, resource: string, place: Place, action: string) =>
    ["c", connection, resource, placeKey(place), "offers", action] as const,
  preflight: (
    connection: string,
    resource: string,
    place: Place,
    values: Values,
    /** Tells one file from another. */
    file: string,
  ) => ["c", connection, resource, placeKey(place), "preflight", values, file] as const,
  choices: (connection: string, resource: string) =>
    ["c", connection, resource, "", "choices"] as const,
  lookup: (connection: string, resource: string, place: Place, what: string) =>
    ["c", connection, resource, placeKey(place), "lookup", what] as const,
  count: (
    connection: string,
    resource: string,
    place: Place,
    query: Query | undefined,
    /** Without reading what is not here. */
    spare: boolean,
  ) => ["c", connection, resource, placeKey(place), "count", query, spare] as const,
  /** All that is counted of the list that the key of one of its answers is of. */
  countsOf: (answer: readonly unknown[]) => [...answer.slice(0, 4), "count"] as const,
  /** Of what was read of each connection, by when that was. */
  countEverything: (search: string, read: readonly (string | number)[]) =>
    ["count", search, ...read] as const,
  /** All that was last counted of all packages. */
  lastCounts: () => ["count", "last"] as const,
  /** The same as it was last counted, of these connections. */
  lastCount: (search: string, connections: readonly string[]) =>
    ["count", "last", search, ...connections] as const,
  provider: (id: string) => ["provider", id] as const,
  everything: (connection: string) => ["c", connection, "", "", "walk", "everything"] as const,
} as const
