import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import type { Call } from "../../model/call.ts"
import type { Page, Provider, Resource } from "../../model/provider.ts"
import { emptyQuery, sizesOf } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"

/** Everything in one answer where that is how it comes, else pages of the smallest size offered. */
export const smallPages = ({ paging }: Pick<Resource, "paging">): Query => ({
  ...emptyQuery,
  size: paging.by === "none" ? 0 : Math.min(...sizesOf(paging)),
})

/** No list of the tests has more pages than this; one that has leads in a circle. */
const mostPages = 100

/** Every page of a list, one after the other, as each leads to the next. */
export const readPages = async (
  resource: Resource,
  call: Call,
  at: Place,
  query: Query,
): Promise<readonly Page[]> => {
  const pages: Page[] = []
  let page: string | undefined = ""
  while (page !== undefined) {
    if (pages.length > mostPages) throw new RangeError(`The list of ${resource.many} never ends.`)
    const answer: Page = await resource.list(call, at, { ...query, page })
    pages.push(answer)
    page = answer.next
  }
  return pages
}

export const readRows = async (
  resource: Resource,
  call: Call,
  at: Place,
  query: Query,
): Promise<readonly Row[]> =>
  (await readPages(resource, call, at, query)).flatMap((page) => page.rows)

/** As many of the biggest page as the API gives: fewer calls than small pages. */
export const wholeList = (resource: Resource, query: Query = emptyQuery): Query => ({
  ...query,
  size: resource.paging.by === "none" ? 0 : resource.paging.max,
})

const triedPlaces = 12

/** The place below one of these that has the most rows of a resource; so tests have something to see. */
const fullest = async (
  resource: Resource,
  call: Call,
  places: readonly Place[],
): Promise<{ place: Place; rows: readonly Row[] } | undefined> => {
  const found = await Promise.all(
    places.slice(0, triedPlaces).map(async (place) => ({
      place,
      rows: await readRows(resource, call, place, wholeList(resource)),
    })),
  )
  return found.toSorted((a, b) => b.rows.length - a.rows.length)[0]
}

/** For each resource of a provider, a place where it can be listed, and its rows there. */
export const findPlaces = async (
  provider: Provider,
  call: Call,
): Promise<ReadonlyMap<string, { place: Place; rows: readonly Row[] }>> => {
  const places = new Map<string, { place: Place; rows: readonly Row[] }>()
  const visit = async (id: string, candidates: readonly Place[]): Promise<void> => {
    const resource = provider.resources[id]
    if (!resource) throw new RangeError(`${provider.name} has no resource ${id}`)
    const best = await fullest(resource, call, candidates)
    // The same resource may be listed at several places; the one with the most rows shows the most.
    if (!best || best.rows.length <= (places.get(id)?.rows.length ?? -1)) return
    places.set(id, best)
    const below = best.rows.map((row): Place => [...best.place, { in: id, id: row.id }])
    await Promise.all(resource.children.map((child) => visit(child, below)))
  }
  for (const id of [provider.root, ...(provider.beside ?? [])]) await visit(id, [[]])
  return places
}
