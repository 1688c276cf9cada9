import { sampleConnection } from "../model/connectionSample.ts"
import { describe, expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import type { Call } from "../model/call.ts"
import type { Row } from "../model/field.ts"
import type { Page, Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import { placeKey } from "../model/place.ts"
import { providers } from "../providers/index.ts"
import { askedOf, countedQuery, listAt, totalOf } from "./viewCount.ts"

const counted = (search: string) => countedQuery(commonFields, { by: "none" }, search)

test("a view is counted by what it filters, wherever it stands in which order", () =>
  expect(counted("q=log4j&state=failed&sort=-nope,name&page=99&per=7&cols=nope&view=mine")).toEqual(
    {
      ...emptyQuery,
      text: "log4j",
      filters: { state: ["failed"] },
    },
  ))

test.each(["gone=1", "size=huge..", "where=gone:1", "state=failed&where=(("])(
  "one whose filter the list does not have is not counted, least of all as the whole list: %s",
  (search) => expect(counted(search)).toBeUndefined(),
)

const connection = sampleConnection({ id: "x", name: "X" })

test.each([
  ["spectra", "projects", null, "projects", []],
  ["spectra", "projects/Shop", null, "packages", [["projects", "Shop"]]],
  ["spectra", "projects/Shop", "packages", "packages", [["projects", "Shop"]]],
  ["spectra", "projects/Shop", "raw", undefined, []],
  ["cylance", "packages/a%20b", "executions", "executions", [["packages", "a b"]]],
  ["cylance", "packages/a%20b", null, undefined, []],
  ["spectra", "nothing", null, undefined, []],
] as const)(
  "the list of a view at %s %s, tab %s, is of %s",
  async (id, splat, tab, named, place) => {
    const found = listAt(connection, await providers[id](), splat, tab)
    expect(found?.resource.id).toBe(named)
    expect(placeKey(found?.place ?? [])).toBe(JSON.stringify(place))
  },
)

test("views of a list that comes as a whole ask the same, and are told apart by us", async () => {
  const { projects } = (await providers.spectra()).resources
  const asked = ["q=a", "q=b&sort=-name", "", "name=c&page=2"].map(
    (search) => projects && askedOf(projects, search),
  )
  expect(new Set(asked.map((one) => JSON.stringify([one?.by, one?.remote]))).size).toBe(1)
  expect(asked[0]?.by).toBe("whole")
  expect(asked.map((one) => one?.local.text)).toEqual(["a", "b", "", ""])
})

test("of a paged list a search reads it once, and what the provider counts is asked of it", async () => {
  const { packages } = (await providers.cylance()).resources
  const [a, b, state] = ["q=a", "q=b", "state=failed"].map(
    (search) => packages && askedOf(packages, search),
  )
  expect(a).toMatchObject({ by: "walk", local: { text: "a" } })
  expect(b?.remote).toEqual(a?.remote)
  expect(state?.by).not.toBe("whole")
})

describe("where the provider does not count", () => {
  const row = (id: number): Row => ({ id: String(id), cells: {}, raw: null })
  const call: Call = {
    fetch: () => Promise.reject(new Error("nothing is sent")),
    signal: new AbortController().signal,
    settings: {},
    priority: "background",
  }
  /** Pages of two rows, one leading to the next. */
  const paged = (pages: number, by: "token" | "offset" = "token") => {
    const asked: string[] = []
    const resource: Pick<Resource, "paging" | "list"> = {
      paging: { by, sizes: [2], max: 2 },
      list: (_call, _place, { page }): Promise<Page> => {
        asked.push(page)
        const at = Number(page)
        return Promise.resolve({
          rows: [row(2 * at), row(2 * at + 1)],
          total: undefined,
          ...(at + 1 < pages ? { next: String(at + 1) } : {}),
        })
      },
    }
    return { asked, resource }
  }
  test.each([
    [1, { count: 2, exact: true }],
    [4, { count: 8, exact: true }],
    [30, { count: 18, exact: false }],
  ])(
    "%i pages are counted within ten requests, or as far as they are read",
    async (pages, total) => {
      const { asked, resource } = paged(pages)
      expect(await totalOf(call, { resource, place: [] }, emptyQuery)).toEqual(total)
      expect(asked.length).toBeLessThanOrEqual(10)
    },
  )
  test("no further than one large page where each costs all before it once more", async () => {
    const { asked, resource } = paged(30, "offset")
    const total = await totalOf(call, { resource, place: [] }, emptyQuery)
    expect(total).toEqual({ count: 2, exact: false })
    expect(asked).toEqual(["", ""])
  })
})
