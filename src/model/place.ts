/**
 * Where a thing is inside a connection: pairs of resource and id, outermost first. The empty place is
 * the connection itself. `[{ in: "projects", id: "demo" }]` is the project demo, and a list of its
 * packages is that place together with the resource `packages`.
 */
export type Place = readonly { readonly in: string; readonly id: string }[]

/** A key that two equal places share and two different ones never do. */
export const placeKey = (place: Place): string =>
  JSON.stringify(place.map((step) => [step.in, step.id]))

/** The id that a place names for a resource, for instance the project of a version. */
export const idOf = (place: Place, resource: string): string => {
  const step = place.find((candidate) => candidate.in === resource)
  if (!step) throw new RangeError(`The place ${placeKey(place)} names no ${resource}`)
  return step.id
}

/** Whether a place is another one, or below it. */
export const isWithin = (place: Place, outer: Place): boolean =>
  placeKey(place.slice(0, outer.length)) === placeKey(outer)

export const parentOf = (place: Place): Place => place.slice(0, -1)
