import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import type { Action, Target } from "../../model/action.ts"
import type { Fetch } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"
import { emptyQuery } from "../../model/query.ts"
import { valueOf } from "../../model/field.ts"
import { targetTitle } from "../../model/title.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { packages } from "./packages.ts"
import { answering, listAll, openOver, seed } from "./testing.ts"
import { upgrades } from "./upgrades.ts"

const open = (access: Parameters<typeof openOver>[2] = sandbox, count = 600) => {
  const clock = { now: Date.parse("2026-03-01T12:00:00Z") }
  const made = openOver(
    sandbox,
    {
      db: new DatabaseSync(":memory:"),
      now: () => clock.now,
      random: createRandom("astra"),
      seed,
      packages: count,
      secret: "secret",
    },
    access,
  )
  return { ...made, clock }
}
type Made = ReturnType<typeof open>

const actionOf = (resource: { readonly actions: readonly Action[] }, id: string): Action => {
  const found = resource.actions.find((action) => action.id === id)
  if (!found) throw new Error(`No action ${id}`)
  return found
}
const create = actionOf(packages, "create")
const remove = actionOf(packages, "delete")
const ask = actionOf(upgrades, "ask")

const values: Values = {
  name: " trident ",
  version: "99.0.0",
  type: "install",
  severity: "critical",
  more: "",
}
const make = (made: Pick<Made, "call">, more: Values = {}) =>
  create.run(made.call, { place: [] }, { ...values, ...more })

const get = async ({ call }: Pick<Made, "call">, place: Target["place"] = []) => {
  const row = await packages.get?.(call, place)
  if (!row) throw new Error("No row")
  return row
}

describe("creating a package", () => {
  it("leads to it, and says that Astra is looking at it", async () => {
    const made = open()
    const done = await make(made)
    const row = await get(made, done?.place)
    expect(packages.busy?.(row)).toBe(true)
    expect(row.cells).toMatchObject({
      name: "trident",
      version: "99.0.0",
      type: "install",
      severity: "critical",
      state: "verifying",
    })
    made.clock.now += 4000
    expect((await get(made, done?.place)).cells["state"]).toBe("available")
  })

  it("takes the rest as JSON, also that of a package that was read elsewhere", async () => {
    const made = open()
    const other = (await listAll(made.call)).find(
      ({ cells }) => Array.isArray(cells["images"]) && Array.isArray(cells["files"]),
    )
    const done = await make(made, { more: JSON.stringify(other?.raw) })
    const row = await get(made, done?.place)
    expect(row.id).not.toBe(other?.id)
    for (const field of ["images", "files", "labels", "dependencies"])
      expect([field, row.cells[field]]).toEqual([field, other?.cells[field]])
    expect(row.cells["name"]).toBe("trident")
  })

  it("says what is there already, and what then", async () => {
    const made = open()
    await make(made)
    const { problem } = await problemOf(make(made))
    expect(problem).toMatchObject({ trouble: "conflict", status: 409, code: "problems/10" })
    expect(problem.title).toMatch(/^There is a package trident 99\.0\.0 already\..+another version/)
    expect(problem.detail).toContain("conflicts")
  })

  it("says less of a conflict that it cannot look into", async () => {
    const type = "https://astra.netapp.io/problems/10"
    const { problem } = await problemOf(make({ call: answering(409, { type, status: "409" }) }))
    expect(problem).toMatchObject({ trouble: "conflict" })
    expect(problem.title).toContain("conflicts with this package")
  })

  it.each([["{"], ["[]"], ["7"], ["null"]])("asks for an object, and not for %s", async (more) => {
    const { call, asked } = open(sandbox, 0)
    const { problem } = await problemOf(make({ call }, { more }))
    expect(Object.keys(problem.fields ?? {})).toEqual(["more"])
    expect(asked).toEqual([])
  })

  it("puts each fault to the input that it is about, and loses none", async () => {
    const made = open(sandbox, 0)
    const more = JSON.stringify({ colour: "red", images: [{}] })
    const { problem } = await problemOf(make(made, { version: "one", more }))
    expect(problem).toMatchObject({ trouble: "invalid", code: "problems/9" })
    expect(problem.fields?.["version"]).toContain("semantic")
    for (const name of ["colour: ", "images.0.imageName: ", "images.0.imageDigest: "])
      expect(problem.fields?.["more"]).toContain(name)
  })

  it("tells a viewer about roles", async () => {
    const viewer = sandbox.also?.["a viewer, who may change nothing"]
    if (!viewer) throw new Error("No viewer")
    for (const work of [
      make(open(viewer)),
      remove.run(open(viewer).call, { place: [{ in: "packages", id: "x" }] }, {}),
    ]) {
      const { problem } = await problemOf(work)
      expect(problem).toMatchObject({ trouble: "forbidden", code: "problems/11" })
      expect(problem.title).toContain("role")
    }
  })
})

describe("deleting a package", () => {
  it("counts the upgrades that need it, deletes it, and minds no second time", async () => {
    const made = open()
    const place = (await make(made))?.place ?? []
    made.clock.now += 4000
    const target = { place, row: await get(made, place) }
    for (const one of [target, { place }])
      expect(await remove.toll?.(made.call, one)).toEqual([
        { label: "upgrades", one: "upgrade", uses: true, count: 6 },
      ])
    expect(await remove.run(made.call, target, {})).toBeUndefined()
    expect(await remove.run(made.call, target, {})).toEqual({ note: "It was gone already." })
    const { problem } = await problemOf(get(made, place))
    expect(problem).toMatchObject({ trouble: "missing", code: "problems/1" })
    expect(problem.title).toContain("not any more")
  })

  it("does not count what it cannot, and never says none", async () => {
    const { call } = open()
    const row = (await listAll(call))[0]
    const fetch: Fetch = (request) =>
      request.url.includes("/upgrades")
        ? Promise.resolve(new Response("", { status: 500 }))
        : call.fetch(request)
    const place = [{ in: "packages", id: row?.id ?? "" }]
    expect(await remove.toll?.({ ...call, fetch }, { place })).toEqual([
      { label: "upgrades", one: "upgrade", uses: true, count: undefined },
    ])
  })

  it("fails where only the account is wrong", async () => {
    const type = "https://astra.netapp.io/problems/2"
    const call = answering(404, { type, status: "404" })
    const target = { place: [{ in: "packages", id: "x" }] }
    expect((await problemOf(remove.run(call, target, {}))).problem.title).toContain("account id")
  })
})

describe("upgrades", () => {
  const made = async () => {
    const opened = open()
    const place = (await make(opened))?.place ?? []
    opened.clock.now += 4000
    const { rows, total } = await upgrades.list(opened.call, place, emptyQuery)
    return {
      ...opened,
      place,
      rows,
      total,
      at: [...place, { in: "upgrades", id: rows[0]?.id ?? "" }],
    }
  }
  const read = async ({ call, at }: Awaited<ReturnType<typeof made>>) => {
    const row = await upgrades.get?.(call, at)
    if (!row) throw new Error("No row")
    return row
  }

  it("of a package are those that lead to it; without one, all of the account", async () => {
    const { call, rows, total } = await made()
    expect(total).toEqual({ count: 6, exact: true })
    for (const { cells } of rows)
      expect(cells).toMatchObject({ component: "trident", to: "99.0.0", state: "proposed" })
    const all = await upgrades.list(call, [], emptyQuery)
    expect(all.rows.length).toBeGreaterThan(6)
    // A job names several of them one below the other.
    const [row] = rows
    expect(row && targetTitle(upgrades, { place: [], row })).toBe(`trident 99.0.0 ${row?.id}`)
    const gone = upgrades.list(call, [{ in: "packages", id: "gone" }], emptyQuery)
    expect((await problemOf(gone)).trouble).toBe("missing")
  })

  it("are approved, started and taken back, and followed while they run", async () => {
    const opened = await made()
    const target = { place: opened.at, row: await read(opened) }
    expect(ask.blocked?.(target)).toBeUndefined()
    expect(await ask.run(opened.call, target, { when: "scheduled" })).toBeUndefined()
    expect((await read(opened)).cells).toMatchObject({ state: "scheduled", desired: "scheduled" })
    await ask.run(opened.call, target, { when: "proposed" })
    expect((await read(opened)).cells["state"]).toBe("proposed")
    expect(await ask.run(opened.call, target, { when: "running" })).toHaveProperty("note")
    const running = await read(opened)
    expect(upgrades.busy?.(running)).toBe(true)
    expect(ask.blocked?.({ ...target, row: running })).toContain("nobody")
    opened.clock.now += 7000
    const done = await read(opened)
    expect(done.cells["state"]).toBe("complete")
    expect(upgrades.busy?.(done)).toBe(false)
  })

  it("are not changed once they run, and the form says why", async () => {
    const opened = await made()
    const target = { place: opened.at }
    await ask.run(opened.call, target, { when: "running" })
    const { problem } = await problemOf(ask.run(opened.call, target, { when: "proposed" }))
    expect(problem).toMatchObject({ trouble: "invalid" })
    expect(problem.fields?.["when"]).toContain("running")
  })

  it("are not changed over somebody else's decision", async () => {
    const opened = await made()
    const target = { place: opened.at }
    const fetch: Fetch = async (request) => {
      if (request.method === "PUT") {
        opened.clock.now += 1000
        await ask.run(opened.call, target, { when: "scheduled" })
      }
      return await opened.call.fetch(request)
    }
    const { problem } = await problemOf(
      ask.run({ ...opened.call, fetch }, target, { when: "running" }),
    )
    expect(problem).toMatchObject({ trouble: "conflict", status: 412 })
    expect(problem.title).toContain("meanwhile")
    expect(valueOf(await read(opened), "state")).toBe("scheduled")
  })

  it("are asked for without a tag where the server gives none", async () => {
    const sent: (string | null)[] = []
    const fetch: Fetch = (request) => {
      sent.push(request.headers.get("if-match"), request.headers.get("content-type"))
      return Promise.resolve(
        request.method === "PUT" ? new Response(null, { status: 204 }) : Response.json({ id: "u" }),
      )
    }
    const call = callOver(fetch, { account: "a" })
    await ask.run(call, { place: [{ in: "upgrades", id: "u" }] }, {})
    expect(sent).toEqual([null, null, null, "application/astra-upgrade+json"])
  })

  it("say that there are none where the address does not exist", async () => {
    const type = "https://astra.netapp.io/problems/2"
    const list = upgrades.list(answering(404, { type, status: "404" }), [], emptyQuery)
    expect((await problemOf(list)).problem.title).toContain("no upgrades")
  })
})
