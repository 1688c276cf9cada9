import { expect } from "vitest"
import { isAbsent } from "../../model/field.ts"
import type { Field, Row } from "../../model/field.ts"
import type { Page, ProviderId } from "../../model/provider.ts"
import { filterStyle } from "../../model/filter.ts"
import { emptyQuery, plan } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, rowOrder, textOf } from "../../model/search.ts"
import { readPages, readRows, smallPages, wholeList } from "./lists.ts"
import { samplesOf } from "./samples.ts"
import { difference, same } from "./subject.ts"
import type { Subject } from "./subject.ts"

type Order = (a: Row, b: Row) => number

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map((row) => row.id)

/**
 * Providers whose API documents no count of all rows: a page may leave the total open, until its end
 * is seen. Wherever a total is given, it must be right.
 */
const withoutTotals: ReadonlySet<string> = new Set<ProviderId>(["astra"])

const totalOf = ({ provider }: Subject, page: Page | undefined, count: number): unknown =>
  page?.total ?? (withoutTotals.has(provider.id) ? { count, exact: true } : undefined)

/** Every page leads to the next, every row is seen once, and every page knows how many there are. */
export const seesEveryRowOnce = async (subject: Subject): Promise<void> => {
  const { resource, place, rows, call } = subject
  const query = smallPages(resource)
  const pages = await readPages(resource, call, place, query)
  const found = pages.flatMap((page) => page.rows)
  expect(difference(found, rows)).toEqual(same)
  const full = pages.slice(0, -1).filter((page) => page.rows.length === query.size)
  expect(full.length).toBe(pages.length - 1)
  expect(pages.length).toBeGreaterThanOrEqual(resource.paging.by === "none" ? 1 : 3)
  for (const page of pages) {
    expect(totalOf(subject, page, rows.length)).toEqual({ count: rows.length, exact: true })
    expect(page.incomplete).toBeUndefined()
  }
}

/** A numbered page can be asked for out of order; one past the end says nothing that is not so. */
export const jumpsToPages = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  if (resource.paging.by !== "page" && resource.paging.by !== "offset") return
  const query = smallPages(resource)
  const [, second] = await readPages(resource, call, place, query)
  const jumped = await resource.list(call, place, { ...query, page: "2" })
  expect(idsOf(jumped.rows)).toEqual(idsOf(second?.rows ?? []))
  const beyond = await resource.list(call, place, { ...query, page: "99999" })
  expect(beyond.rows).toEqual([])
  expect(beyond.next).toBeUndefined()
  expect([undefined, rows.length]).toContain(beyond.total?.count)
}

/** The planner sends to the API what the fields declare, and nothing else. */
export const leavesToTheApiWhatItDeclares = ({ resource, rows }: Subject): void => {
  const paged = resource.paging.by !== "none"
  for (const field of resource.fields.filter((one) => !one.itemOnly)) {
    const sorted = plan(resource, { ...emptyQuery, sort: [{ field: field.id, desc: true }] })
    const remotely = field.sort === "server"
    expect([field.id, sorted.remote.sort.length]).toEqual([field.id, remotely ? 1 : 0])
    expect([field.id, sorted.needsAll]).toEqual([field.id, paged && !remotely])
    for (const { values } of samplesOf(field, rows)) {
      const filtered = plan(resource, { ...emptyQuery, filters: { [field.id]: values } })
      expect(filtered.remote.filters).toEqual({ [field.id]: values })
      expect([field.id, values, filtered.needsAll]).toEqual([field.id, values, false])
    }
  }
  const searched = plan(resource, { ...emptyQuery, text: "x" })
  expect(searched.needsAll).toBe(paged)
  expect(searched.remote.text).toBe("")
}

/** Orders that a server may mean by sorting a field: ours, or that of its bytes or of its letters. */
const ordersOf = (field: Field, desc: boolean): readonly Order[] => {
  const ours = rowOrder([field], [{ field: field.id, desc }])
  if (filterStyle[field.kind] === "range" || field.kind === "flag") return [ours]
  const byText =
    (fold: (text: string) => string): Order =>
    (a, b) => {
      const [left, right] = [a.cells[field.id], b.cells[field.id]]
      if (isAbsent(left) || isAbsent(right)) return ours(a, b)
      const [x, y] = [fold(textOf(left)), fold(textOf(right))]
      return (x < y ? -1 : x > y ? 1 : 0) * (desc ? -1 : 1)
    }
  return [ours, byText((text) => text), byText((text) => text.toLowerCase())]
}

const isOrdered = (rows: readonly Row[], order: Order): boolean =>
  rows.every((row, at) => {
    const before = rows[at - 1]
    return before === undefined || order(before, row) <= 0
  })

/** Each sort that a field declares holds over the whole list, page after page, in both directions. */
export const sortsAsDeclared = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  for (const field of resource.fields.filter((one) => one.sort === "server"))
    for (const desc of [false, true]) {
      const query: Query = { ...smallPages(resource), sort: [{ field: field.id, desc }] }
      const sorted = await readRows(resource, call, place, query)
      expect([field.id, difference(sorted, rows)]).toEqual([field.id, same])
      // Where a server puts the rows without a value is its own affair.
      const valued = sorted.filter((row) => !isAbsent(row.cells[field.id]))
      const fits = ordersOf(field, desc).some((order) => isOrdered(valued, order))
      expect([field.id, desc, fits]).toEqual([field.id, desc, true])
    }
}

/** Several sort keys at once, the first one the coarsest, so that the second one matters. */
export const sortsBySeveral = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  if ((resource.sorts ?? 1) < 2) return
  const variety = (field: Field): number =>
    new Set(rows.map((row) => JSON.stringify(row.cells[field.id]))).size
  const ranked = resource.fields
    .filter((field) => field.sort === "server" && filterStyle[field.kind] === "range")
    .toSorted((a, b) => variety(a) - variety(b))
  const [coarse, fine] = [ranked[0], ranked.at(-1)]
  if (!coarse || !fine || coarse === fine) throw new Error("Nothing to sort by twice.")
  const sort = [
    { field: coarse.id, desc: true },
    { field: fine.id, desc: false },
  ]
  const sorted = await readRows(resource, call, place, { ...smallPages(resource), sort })
  expect(difference(sorted, rows)).toEqual(same)
  expect(isOrdered(sorted, rowOrder(resource.fields, sort))).toBe(true)
}

/** Each filter that a field declares finds what we would find in the whole list. */
export const filtersAsDeclared = async (subject: Subject): Promise<void> => {
  const { resource, place, rows, call } = subject
  for (const field of resource.fields.filter((one) => one.filter && !one.remoteOnly)) {
    const samples = samplesOf(field, rows)
    expect([field.id, samples.length > 0]).toEqual([field.id, true])
    for (const { match, values } of samples) {
      const query: Query = { ...wholeList(resource), filters: { [field.id]: values } }
      const pages = await readPages(resource, call, place, query)
      const found = pages.flatMap((page) => page.rows)
      const wanted = rows.filter(rowFilter(resource.fields, query))
      const what = `${field.id} ${match} ${values.join(" or ")}`
      expect([what, difference(found, wanted)]).toEqual([what, same])
      const total = totalOf(subject, pages[0], wanted.length)
      expect([what, total]).toEqual([what, { count: wanted.length, exact: true }])
    }
  }
}

/** Several filters and a sort at once, page after page. */
export const filtersAndSorts = async ({ resource, place, rows, call }: Subject): Promise<void> => {
  const filters: Record<string, readonly string[]> = {}
  let left = rows
  for (const field of resource.fields.filter((one) => one.filter && !one.remoteOnly)) {
    const sample = samplesOf(field, left).find(({ values }) => {
      const tried = { ...emptyQuery, filters: { ...filters, [field.id]: values } }
      return left.filter(rowFilter(resource.fields, tried)).length > 1
    })
    if (!sample) continue
    filters[field.id] = sample.values
    left = rows.filter(rowFilter(resource.fields, { ...emptyQuery, filters }))
  }
  const by = resource.fields.find((one) => one.sort === "server")
  const query: Query = {
    ...smallPages(resource),
    filters,
    sort: by ? [{ field: by.id, desc: true }] : [],
  }
  const { remote } = plan(resource, query)
  const found = await readRows(resource, call, place, remote)
  expect(difference(found, left)).toEqual(same)
}

/** What the API filters by but never sends is asked of the API, whatever it answers. */
export const filtersByWhatItNeverSends = async (subject: Subject): Promise<void> => {
  const { resource, place, call } = subject
  for (const field of resource.fields.filter((one) => one.remoteOnly)) {
    const asked = plan(resource, { ...emptyQuery, filters: { [field.id]: ["nowhere"] } })
    const { rows } = await resource.list(call, place, asked.remote)
    expect([field.id, asked.needsAll, rows]).toEqual([field.id, false, []])
  }
}
