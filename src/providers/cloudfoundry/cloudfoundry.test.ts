import { describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import { isAbsent, toneOf } from "../../model/field.ts"
import type { Cell, Row } from "../../model/field.ts"
import type { Fetch } from "../../model/call.ts"
import type { Page } from "../../model/provider.ts"
import { emptyQuery, plan } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { walk } from "../../data/walk.ts"
import { connectTo } from "../contract/connect.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { packages } from "./packages.ts"

const app = "3f1b7c52-9a0e-4d6b-8c11-2a5d7e90f3b4"
const bits = "c0a4d1de-5b1f-4c55-9d83-6e4f0f0a9b10"
const docker = "7be7a3a1-9c4b-4b0e-8a37-b0f1d2c3e4a5"
const sha1 = "9a0364b9e99bb480dd25e1f0284c8555a1b2c3d4"
const sha256 = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"

/** Own sample data in the shapes that the API has had. */
const shapes = {
  experimental: {
    bits: {
      guid: bits,
      type: "bits",
      data: { hash: { type: "sha1", value: sha1 }, error: null },
      state: "READY",
      created_at: "2015-11-20T08:15:30Z",
      updated_at: null,
      links: {
        self: { href: `/v3/packages/${bits}` },
        upload: { href: `/v3/packages/${bits}/upload`, method: "POST" },
        download: { href: `/v3/packages/${bits}/download`, method: "GET" },
        stage: { href: `/v3/packages/${bits}/droplets`, method: "POST" },
        app: { href: `/v3/apps/${app}` },
      },
    },
    docker: {
      guid: docker,
      type: "docker",
      data: {
        hash: { type: "sha1", value: null },
        error: null,
        image: "registry.example.org:5000/team/shop:2.4.1",
        credentials: { user: "puller", password: "hunter2", login_server: "registry.example.org" },
        store_image: true,
      },
      state: "READY",
      created_at: "2015-11-20T08:15:30Z",
      updated_at: null,
      links: { self: { href: `/v3/packages/${docker}` }, app: { href: `/v3/apps/${app}/` } },
    },
  },
  today: {
    bits: {
      guid: bits,
      type: "bits",
      data: { checksum: { type: "sha256", value: sha256 }, error: null },
      state: "READY",
      created_at: "2026-03-01T10:00:00Z",
      updated_at: "2026-03-01T10:00:09Z",
      relationships: { app: { data: { guid: app } } },
      metadata: {
        labels: { team: "shop", empty: null },
        annotations: { "note.example.org/by": "ann" },
      },
      links: {
        self: { href: `https://api.cf.example.org/v3/packages/${bits}` },
        upload: { href: `https://api.cf.example.org/v3/packages/${bits}/upload`, method: "POST" },
        download: { href: `https://api.cf.example.org/v3/packages/${bits}/download` },
        app: { href: `https://api.cf.example.org/v3/apps/${app}` },
      },
    },
    docker: {
      guid: docker,
      type: "docker",
      data: {
        image: "registry.example.org/shop@sha256:abc",
        username: "puller",
        password: "s3cret",
      },
      state: "READY",
      created_at: "2026-03-01T10:00:00Z",
      updated_at: "2026-03-01T10:00:09Z",
      relationships: { app: { data: { guid: app } } },
      metadata: { labels: {}, annotations: {} },
      links: {
        self: { href: "https://api.cf.example.org/" },
        app: { href: "https://api.cf.example.org/" },
      },
    },
  },
} as const

const answers =
  (body: unknown, seen: URL[] = []): Fetch =>
  (request) => {
    seen.push(new URL(request.url))
    return Promise.resolve(Response.json(body))
  }

const get = async (body: unknown): Promise<Row> => {
  const row = await packages.get?.(callOver(answers(body), {}), [{ in: "packages", id: "x" }])
  if (!row) throw new Error("Nothing came.")
  return row
}

const pagination = (more: Record<string, unknown>) => ({
  pagination: { total_results: 3, first: { href: "" }, last: { href: "" }, next: null, ...more },
  resources: [shapes.today.bits],
})

const absent = (cell: Cell | undefined): string | undefined =>
  isAbsent(cell) ? cell?.absent : "there"

describe("a package of the experimental API", () => {
  it("has a digest, an app and a time of change, each where it stood then", async () => {
    const { cells } = await get(shapes.experimental.bits)
    expect(cells).toMatchObject({ digest: `sha1:${sha1}`, app, state: "READY" })
    expect(cells["updated"]).toEqual(new Date("2015-11-20T08:15:30Z"))
    expect(absent(cells["labels"])).toBe("not-provided")
    expect(cells["links"]).toContainEqual({
      name: "stage",
      method: "POST",
      href: `/v3/packages/${bits}/droplets`,
    })
  })

  it("never shows the credentials of a docker registry", async () => {
    const row = await get(shapes.experimental.docker)
    expect(row.cells).toMatchObject({
      app,
      image: "registry.example.org:5000/team/shop:2.4.1",
      tag: "2.4.1",
      storeImage: true,
      digest: { absent: "null" },
    })
    expect(JSON.stringify(row)).not.toMatch(/hunter2|"puller"/)
    expect(row.raw).toMatchObject({ data: { credentials: { password: "(hidden)" } } })
  })
})

describe("a package of today's API", () => {
  it("has a checksum, labels and links with their methods", async () => {
    const { cells } = await get(shapes.today.bits)
    expect(cells).toMatchObject({
      digest: `sha256:${sha256}`,
      app,
      labels: ["team=shop", "empty="],
      annotations: ["note.example.org/by=ann"],
    })
    const links = cells["links"]
    expect(Array.isArray(links) ? links.map((link) => JSON.stringify(link)) : []).toEqual([
      expect.stringContaining('"self","method":"GET"'),
      expect.stringContaining('"upload","method":"POST"'),
      expect.stringContaining('"download","method":"GET"'),
      expect.stringContaining('"app","method":"GET"'),
    ])
  })

  it("hides the password even where a server does not", async () => {
    const row = await get(shapes.today.docker)
    expect(row.cells).toMatchObject({ username: "puller" })
    expect(absent(row.cells["tag"])).toBe("not-provided")
    expect(JSON.stringify(row)).not.toContain("s3cret")
  })

  it("is busy while something works on it, and only then", () => {
    const busy = (state: string) => packages.busy?.({ id: "", raw: null, cells: { state } })
    expect(["PROCESSING_UPLOAD", "COPYING"].map(busy)).toEqual([true, true])
    expect(["AWAITING_UPLOAD", "READY", "SOMETHING_NEW"].map(busy)).toEqual([false, false, false])
    const state = packages.fields.find((field) => field.id === "state") ?? {}
    expect(
      ["FAILED", "EXPIRED", "AWAITING_UPLOAD", "COPYING", "READY", "NEW"].map((word) =>
        toneOf(state, word),
      ),
    ).toEqual(["fail", "warn", "info", "running", "pass", "unknown"])
  })
})

describe("a page", () => {
  const list = (body: unknown, query: Partial<Query> = {}, seen: URL[] = []) =>
    packages.list(callOver(answers(body, seen), {}), [], { ...emptyQuery, ...query })

  it.each([
    ["null", null],
    ["a link without an address", { href: null }],
  ])("is the last one where next is %s", async (_, next) => {
    expect((await list(pagination({ next }))).next).toBeUndefined()
  })

  it.each([
    ["/v3/packages?page=4&per_page=50", "4"],
    ["https://elsewhere.example.net/v3/packages?per_page=50&page=4", "4"],
    ["/v3/packages?page=1", "4"],
    ["::", "4"],
  ])("leads from page 3 by %s to %s", async (href, next) => {
    expect((await list(pagination({ next: { href } }), { page: "3" })).next).toBe(next)
  })

  it("has the total of the first page when it lies past the end and says 0 of its own", async () => {
    const past = { ...pagination({ total_results: 0, total_pages: 1 }), resources: [] }
    const call: Fetch = (request) =>
      Promise.resolve(Response.json(request.url.includes("page=7") ? past : pagination({})))
    const query = { ...emptyQuery, page: "7", filters: { state: ["READY"] } }
    expect(await packages.list(callOver(call, {}), [], query)).toMatchObject({
      rows: [],
      total: { count: 3, exact: true },
    })
    expect((await list(past)).total).toEqual({ count: 0, exact: true })
  })

  it("is asked for with everything that the API can do", async () => {
    const seen: URL[] = []
    const query: Query = {
      ...emptyQuery,
      page: "2",
      size: 25,
      sort: [{ field: "updated", desc: true }],
      filters: {
        guid: ["=a,b", "=50%"],
        state: ["ready", "FAILED"],
        type: ["DOCKER"],
        space: ["=s1"],
        organization: ["o1", "=o2"],
        created: ["2026-01-01T00:00:00.001Z..2026-01-31T23:59:59.999Z"],
        updated: ["..2026-02-01"],
        labels: ["=team=shop"],
        selector: ["!pinned, tier in (a,b)"],
      },
    }
    const { remote, needsAll } = plan(packages, query)
    expect(needsAll).toBe(false)
    await list(pagination({}), remote, seen)
    expect(Object.fromEntries(seen[0]?.searchParams ?? [])).toEqual({
      page: "2",
      per_page: "25",
      order_by: "-updated_at",
      guids: "a%2Cb,50%25",
      states: "READY,FAILED",
      types: "docker",
      space_guids: "s1",
      organization_guids: "o1,o2",
      "created_ats[gte]": "2026-01-01T00:00:01Z",
      "created_ats[lte]": "2026-01-31T23:59:59Z",
      "updated_ats[lte]": "2026-02-01T23:59:59Z",
      label_selector: "team=shop,!pinned, tier in (a,b)",
    })
  })

  it.each([
    ["=team=shop", true],
    ["=app.example.com/tier=web-1", true],
    ["=!app.example.com/version", false],
    ["=app.example.com/version", false],
    ["=!x y", false],
    ["=a=b,c=d", false],
    ["=a==b", false],
    ["=empty=", false],
    ["team=shop", false],
  ])("asks for a label that a selector means as we do: %s", (label, remotely) => {
    const { remote, needsAll } = plan(packages, { ...emptyQuery, filters: { labels: [label] } })
    expect(needsAll).toBe(!remotely)
    expect(remote.filters).toEqual(remotely ? { labels: [label] } : {})
  })

  it("asks for times that a timestamp of the API can say", async () => {
    const seen: URL[] = []
    const created = ["0000..9999"]
    await list(pagination({}), { filters: { created } }, seen)
    expect(seen[0]?.searchParams.get("created_ats[gte]")).toBe("1970-01-01T00:00:00Z")
    expect(seen[0]?.searchParams.get("created_ats[lte]")).toBe("9999-12-31T23:59:59Z")
  })
})

const idsOf = (page: Page): readonly string[] => page.rows.map((row) => row.id)

const origin = "http://127.0.0.1"

const overSandbox = async (options: Record<string, unknown>, other?: string) => {
  const sandbox = createSandbox({ packages: 1500 })
  const path = `${origin}/_sandbox/worlds/default/options/cloudfoundry`
  await sandbox.fetch(new Request(path, { method: "PUT", body: JSON.stringify(options) }))
  const access = sandbox.apis(origin).cloudfoundry
  const chosen = other === undefined ? access : access?.also[other]
  if (!chosen) throw new RangeError(`The sandbox has no ${other ?? "Cloud Foundry"}.`)
  const asked: string[] = []
  const counting: Fetch = (request) => {
    if (request.url.includes("/v3/packages")) asked.push(new URL(request.url).search)
    return sandbox.fetch(request)
  }
  const { fetch, settings } = await connectTo(counting, chosen, upstreams.cloudfoundry)
  return { call: callOver(fetch, settings), asked, close: sandbox.close }
}

describe("an operator's cap on page * per_page", () => {
  const all = async (most: number | undefined) => {
    const { call, close } = await overSandbox(most === undefined ? {} : { maxResults: most + 1 })
    const list = (page: string, size: number) =>
      packages.list(call, [], { ...emptyQuery, page, size })
    return { list, close }
  }

  it("shows the rows below it, says that there are more, and keeps the true total", async () => {
    const free = await all(undefined)
    const whole = await free.list("", 5000)
    expect(whole).toMatchObject({ total: { count: 300 } })
    expect(whole.incomplete).toBeUndefined()
    const capped = await all(119)
    const first = await capped.list("", 5000)
    expect(idsOf(first)).toEqual(idsOf(whole).slice(0, 119))
    expect(first).toMatchObject({ total: { count: 300, exact: true } })
    expect(first.incomplete).toContain("119")
    expect(first.next).toBeUndefined()
    const third = await capped.list("3", 50)
    expect(idsOf(third)).toEqual(idsOf(whole).slice(100, 119))
    expect(third.next).toBeUndefined()
    expect(third.incomplete).toContain("119")
    const beyond = await capped.list("4", 50)
    expect(beyond).toMatchObject({ rows: [], total: undefined })
    expect(beyond.incomplete).toContain("119")
    await Promise.all([free.close(), capped.close()])
  })

  it("leaves a walk over the whole list incomplete, with the reason", async () => {
    const { call, close } = await overSandbox({ maxResults: 120 })
    const walked = await walk({
      call,
      resource: { ...packages, paging: { by: "page", sizes: [50], max: 50 } },
      place: [],
      query: emptyQuery,
      onProgress: () => undefined,
      approve: () => Promise.resolve(true),
    })
    expect(walked).toMatchObject({ of: 300, complete: false })
    expect(walked.rows.length).toBe(119)
    expect(walked.incomplete).toContain("119")
    await close()
  })

  it("is no matter where it is higher than the list is long", async () => {
    const { list, close } = await all(400)
    const page = await list("", 5000)
    expect(page.rows.length).toBe(300)
    expect(page.incomplete).toBeUndefined()
    await close()
  })
})

describe("the experimental API, which takes page and size alone", () => {
  it("is sorted and filtered by us, over the whole list, page after page", async () => {
    const { call, asked, close } = await overSandbox({}, "the experimental API of 2015")
    const whole = await packages.list(call, [], { ...emptyQuery, size: 5000 })
    expect(asked.length).toBe(1)
    const query: Query = {
      ...emptyQuery,
      size: 25,
      filters: { state: ["READY"] },
      sort: [{ field: "created", desc: true }],
    }
    const ready = whole.rows.filter((row) => row.cells["state"] === "READY")
    const first = await packages.list(call, [], query)
    const second = await packages.list(call, [], { ...query, page: first.next ?? "" })
    expect(first.total).toEqual({ count: ready.length, exact: true })
    const times = [...first.rows, ...second.rows].map((row) => Number(row.cells["created"]))
    expect(times.length).toBe(50)
    const newest = ready.map((row) => Number(row.cells["created"])).toSorted((a, b) => b - a)
    expect(times).toEqual(newest.slice(0, 50))
    await close()
  })

  it("cannot filter by a space, and says so", async () => {
    const { call, close } = await overSandbox({}, "the experimental API of 2015")
    const asked = packages.list(call, [], { ...emptyQuery, filters: { space: ["=s"] } })
    const { problem } = await problemOf(asked)
    expect(problem).toMatchObject({ trouble: "unsupported" })
    expect(problem.title).toContain("space")
    await close()
  })
})

it("says when a rate limit ends, where only the time of its reset is told", async () => {
  const at = Math.ceil(Date.now() / 1000) + 90
  const body = {
    errors: [{ detail: "Rate Limit Exceeded", title: "CF-RateLimitExceeded", code: 10013 }],
  }
  const fetch: Fetch = () =>
    Promise.resolve(
      Response.json(body, { status: 429, headers: { "x-ratelimit-reset": String(at) } }),
    )
  const { problem } = await problemOf(packages.list(callOver(fetch, {}), [], emptyQuery))
  expect(problem.retryAt).toEqual(new Date(at * 1000))
})
