import { describe, expect, it } from "vitest"
import type { Row } from "../model/field.ts"
import type { Page, Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import { walk } from "./walk.ts"
import type { WalkOptions } from "./walk.ts"

const row = (id: number): Row => ({ id: String(id), cells: { name: `row ${id}` }, raw: undefined })
const rows = (count: number): Row[] => Array.from({ length: count }, (_, at) => row(at))

type Asked = { page: string; size: number }

const numbered = (
  of: (asked: number) => readonly Row[],
  max = 10,
): { resource: Pick<Resource, "paging" | "list">; asked: Asked[] } => {
  const asked: Asked[] = []
  return {
    asked,
    resource: {
      paging: { by: "page", sizes: [5], max },
      list: (_call, _place, { page, size }): Promise<Page> => {
        asked.push({ page, size })
        const all = of(asked.length)
        const at = page === "" ? 1 : Number(page)
        const end = at * size
        return Promise.resolve({
          rows: all.slice(end - size, end),
          total: { count: all.length, exact: true },
          ...(end < all.length ? { next: String(at + 1) } : {}),
        })
      },
    },
  }
}

const tokens = (all: readonly Row[], size: number): Pick<Resource, "paging" | "list"> => ({
  paging: { by: "token", sizes: [5], max: size },
  list: (_call, _place, { page }): Promise<Page> => {
    const from = page === "" ? 0 : Number(page)
    const to = from + size
    return Promise.resolve({
      rows: all.slice(from, to),
      total: undefined,
      ...(to < all.length ? { next: String(to) } : {}),
    })
  },
})

const options = (
  resource: Pick<Resource, "paging" | "list">,
  more: Partial<WalkOptions> = {},
): WalkOptions => ({
  call: {
    fetch: () => Promise.reject(new Error("a walk only asks the adapter")),
    signal: new AbortController().signal,
    priority: "soon",
    settings: {},
  },
  resource,
  place: [],
  query: emptyQuery,
  onProgress: () => undefined,
  approve: () => Promise.reject(new Error("a cheap walk does not ask")),
  ...more,
})

describe("walk", () => {
  it("reads every page at the largest size, in order", async () => {
    const { resource, asked } = numbered(() => rows(34))
    const walked = await walk(options(resource))
    expect(walked.rows.map(({ id }) => id)).toEqual(rows(34).map(({ id }) => id))
    expect(walked).toMatchObject({ complete: true, of: 34 })
    expect(asked.every(({ size }) => size === 10)).toBe(true)
    expect(asked).toHaveLength(4)
  })

  it("follows tokens one after the other", async () => {
    const walked = await walk(options(tokens(rows(23), 7)))
    expect(walked.rows).toHaveLength(23)
    expect(walked.complete).toBe(true)
  })

  it("reads an empty list as complete", async () => {
    const walked = await walk(options(numbered(() => []).resource))
    expect(walked).toMatchObject({ rows: [], complete: true, of: 0 })
  })

  it("names the price and stops where nobody agrees to it", async () => {
    const prices: (number | undefined)[] = []
    const { resource, asked } = numbered(() => rows(100))
    const walked = await walk(
      options(resource, {
        freeRequests: 5,
        approve: ({ requests }) => {
          prices.push(requests)
          return Promise.resolve(false)
        },
      }),
    )
    expect(prices).toEqual([9])
    expect(walked).toMatchObject({ complete: false, of: 100 })
    expect(walked.rows).toHaveLength(10)
    expect(asked).toHaveLength(1)
  })

  it("asks once, and then reads to the end", async () => {
    let times = 0
    const walked = await walk(
      options(tokens(rows(60), 5), {
        freeRequests: 3,
        approve: () => {
          times += 1
          return Promise.resolve(true)
        },
      }),
    )
    expect(times).toBe(1)
    expect(walked.rows).toHaveLength(60)
  })

  it("starts over when the list grows while it is read", async () => {
    const { resource } = numbered((asked) => rows(asked < 3 ? 34 : 35))
    const walked = await walk(options(resource))
    expect(walked.rows).toHaveLength(35)
    expect(walked.complete).toBe(true)
  })

  it("never lists a row twice, and says when a list does not hold still", async () => {
    const { resource } = numbered((asked) => rows(30 + asked))
    const walked = await walk(options(resource))
    expect(walked.complete).toBe(false)
    expect(walked.incomplete).toContain("kept changing")
    expect(new Set(walked.rows.map(({ id }) => id)).size).toBe(walked.rows.length)
  })

  it("sees a row that moved to another page although the total stayed", async () => {
    let asked = 0
    const all = rows(20)
    const resource: Pick<Resource, "paging" | "list"> = {
      paging: { by: "page", sizes: [5], max: 10 },
      list: (_call, _place, { page }) => {
        asked += 1
        const second = asked === 2 ? [row(0), ...all.slice(11)] : all.slice(10)
        return Promise.resolve({
          rows: page === "" ? all.slice(0, 10) : second,
          total: { count: 20, exact: true },
        })
      },
    }
    const walked = await walk(options(resource))
    expect(asked).toBe(4)
    expect(walked.rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    expect(walked.complete).toBe(true)
  })

  it("passes the provider's own reason on", async () => {
    const resource: Pick<Resource, "paging" | "list"> = {
      paging: { by: "page", sizes: [5], max: 10 },
      list: () =>
        Promise.resolve({
          rows: rows(3),
          total: { count: 9, exact: true },
          incomplete: "The server keeps the rest to itself.",
        }),
    }
    expect(await walk(options(resource))).toMatchObject({
      complete: false,
      incomplete: "The server keeps the rest to itself.",
    })
  })

  it("cancels the pages under way as one fails, and reads no further", async () => {
    const asked: string[] = []
    const cancelled: string[] = []
    const told: number[] = []
    const resource: Pick<Resource, "paging" | "list"> = {
      paging: { by: "page", sizes: [5], max: 10 },
      list: async ({ signal }, _place, { page }): Promise<Page> => {
        asked.push(page)
        if (page === "2") throw new Error("This page is broken.")
        if (page === "3")
          await new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              cancelled.push(page)
              reject(signal.reason)
            })
          })
        // An answer that is there already is none to go on with.
        if (page === "4") await new Promise((resolve) => signal.addEventListener("abort", resolve))
        return { rows: rows(10), total: { count: 100, exact: true } }
      },
    }
    const onProgress: WalkOptions["onProgress"] = (progress) => told.push(progress.rows.length)
    const walked = walk(options(resource, { parallel: 3, onProgress }))
    await expect(walked).rejects.toThrow("This page is broken.")
    await new Promise((resolve) => setTimeout(resolve))
    expect(asked).toEqual(["", "2", "3", "4"])
    expect(cancelled).toEqual(["3"])
    expect(told).toEqual([10])
  })

  it("says how many requests are left, in whatever order they are answered", async () => {
    const { resource } = numbered(() => rows(60))
    const later: (() => void)[] = []
    const left: (number | undefined)[] = []
    const last: Pick<Resource, "paging" | "list"> = {
      ...resource,
      list: async (call, place, query): Promise<Page> => {
        const page = await resource.list(call, place, query)
        if (query.page === "2" || query.page === "3")
          await new Promise<void>((resolve) => later.push(resolve))
        if (query.page === "6") for (const go of later) go()
        return page
      },
    }
    await walk(options(last, { onProgress: ({ requests }) => left.push(requests) }))
    expect(left).toEqual([5, 4, 3, 2, 1, 0])
  })

  it("follows a server that gives smaller pages than it documents", async () => {
    const all = rows(23)
    const capped: Pick<Resource, "paging" | "list"> = {
      paging: { by: "page", sizes: [5], max: 10 },
      list: (_call, _place, { page, size }): Promise<Page> => {
        const most = Math.min(size, 4)
        const end = (page === "" ? 1 : Number(page)) * most
        return Promise.resolve({
          rows: all.slice(end - most, end),
          total: { count: all.length, exact: true },
        })
      },
    }
    const walked = await walk(options(capped))
    expect(walked.complete).toBe(true)
    expect(walked.rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  })
})
