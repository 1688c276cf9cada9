import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import type { Sandbox } from "../../../server/sandbox/index.ts"
import { tgz } from "../../../server/sandbox/analysis/archiveFixtures.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import type { Action, Target } from "../../model/action.ts"
import type { Values } from "../../model/input.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { emptyQuery } from "../../model/query.ts"
import { problemOf } from "../contract/subject.ts"
import { packages } from "./packages.ts"
import { projects } from "./projects.ts"
import { odd, oddPlace, openPortal, unread } from "./testing.ts"
import type { Portal } from "./testing.ts"
import { versions } from "./versions.ts"

let sandbox: Sandbox
let file: Uint8Array
beforeAll(async () => {
  sandbox = createSandbox({ packages: 0 })
  file = await tgz({ "package/package.json": JSON.stringify({ name: "x", version: "1.0.0" }) })
})
afterAll(async () => {
  await sandbox.close()
})
const open = (other?: string): Promise<Portal> => openPortal(sandbox, upstreams.spectra, other)
const sent = async (): Promise<Portal> => {
  const portal = await open()
  await portal.send({}, file)
  await portal.pass()
  return portal
}

const actionOf = ({ actions }: Resource, id: string): Action => {
  const action = actions.find((one) => one.id === id)
  if (!action) throw new RangeError(`There is no action ${id}`)
  return action
}
const targetOf = async (resource: Resource, { call }: Portal, place: Place): Promise<Target> => {
  const row = await resource.get?.(call, place)
  return row ? { place, row } : { place }
}
const run = async (
  portal: Portal,
  [resource, id]: readonly [Resource, string],
  place: Place,
  values: Values = {},
) => await actionOf(resource, id).run(portal.call, { place }, values)
const cellsOf = async ({ call }: Portal, place: Place = oddPlace) =>
  (await versions.get?.(call, place))?.cells ?? {}
const bodyOf = async (portal: Portal): Promise<unknown> => await portal.asked.at(-1)?.clone().json()
const idsIn = async (resource: Resource, { call }: Portal, at: Place) =>
  (await resource.list(call, at, emptyQuery)).rows.map(({ id }) => id)

describe("projects and packages", () => {
  it("are created where they are asked for, under any name", async () => {
    const portal = await open()
    const made = await run(portal, [projects, "create-project"], [], {
      name: ` ${odd.project} `,
      description: "Ours",
    })
    expect(made?.place).toEqual(oddPlace.slice(0, 1))
    await run(portal, [packages, "create-package"], oddPlace.slice(0, 1), { name: odd.name })
    expect(await packages.get?.(portal.call, oddPlace.slice(0, 2))).toMatchObject({
      id: odd.name,
      cells: { versions: 0 },
    })
    const again = run(portal, [projects, "create-project"], [], { name: odd.project })
    expect((await problemOf(again)).trouble).toBe("conflict")
  })

  it("are edited with what was changed alone, and found again under a new name", async () => {
    const portal = await sent()
    const at = oddPlace.slice(0, 1)
    const edit = actionOf(projects, "edit")
    const target = await targetOf(projects, portal, at)
    expect(edit.inputs?.([target])).toMatchObject([
      { id: "name", initial: odd.project, required: true },
      { id: "description", initial: "" },
    ])
    await edit.run(portal.call, target, { description: "New" })
    const done = await edit.run(portal.call, target, { name: "Renamed & more" })
    expect(done?.place).toEqual([{ in: "projects", id: "Renamed & more" }])
    const row = await projects.get?.(portal.call, done?.place ?? [])
    expect(row?.cells).toMatchObject({ name: "Renamed & more", description: "New", packages: 1 })
  })

  it("say what dies with them, by number and name, before they are deleted", async () => {
    const portal = await sent()
    await portal.send({ name: "second", releaseDate: "2026-01-01T00:00" }, file)
    const at = oddPlace.slice(0, 1)
    const remove = actionOf(projects, "delete")
    const toll = await remove.toll?.(portal.call, { place: at })
    expect(toll).toMatchObject([
      { label: "packages", one: "package", count: 2, names: [odd.name, "second"] },
      { label: "versions", one: "version", count: 2 },
      { label: "of them released", count: 1, names: [`second ${odd.version}`] },
    ])
    expect(toll?.[1]?.places?.[0]).toEqual(oddPlace)
    expect(remove.confirm?.([{ place: at }])).toBe(odd.project)
    await remove.run(portal.call, { place: at }, {})
    expect(await idsIn(projects, portal, [])).not.toContain(odd.project)
    const twice = await remove.run(portal.call, { place: at }, {})
    expect(twice?.note).toContain("gone already")
  })

  it("are not counted at all rather than counted in part", async () => {
    const portal = await sent()
    await portal.fault({ path: "left" }, { kind: "status", status: 500 })
    const toll = actionOf(projects, "delete").toll?.(portal.call, { place: oddPlace.slice(0, 1) })
    expect((await problemOf(toll ?? Promise.resolve())).trouble).toBe("broken")
  })
})

describe("a version's metadata", () => {
  it("is changed where it was changed, and nowhere else", async () => {
    const portal = await sent()
    await run(portal, [versions, "edit"], oddPlace, { product: "Left", license: "MIT License" })
    expect(await bodyOf(portal)).toEqual({ product: "Left", license: "MIT License" })
    expect(await cellsOf(portal)).toMatchObject({
      product: "Left",
      license: "MIT License",
      category: "Other",
      released: false,
    })
  })

  it("begins with what all have in common", async () => {
    const portal = await sent()
    await portal.send({ version: "2", publisher: "me" }, file)
    const other = [...oddPlace.slice(0, 2), { in: "versions", id: "2" }]
    const targets = [
      await targetOf(versions, portal, oddPlace),
      await targetOf(versions, portal, other),
    ]
    const edit = actionOf(versions, "edit")
    const inputs = Object.fromEntries((edit.inputs?.(targets) ?? []).map((one) => [one.id, one]))
    expect(inputs["category"]).toMatchObject({ initial: "Other" })
    expect(inputs["publisher"]).toMatchObject({ mixed: true })
    expect(inputs["publisher"]).not.toHaveProperty("initial")
    const blank = { category: "", publisher: "", license: "Unknown", platform: "Other" }
    expect(edit.check?.(blank, targets)).toEqual({ category: expect.stringContaining("Other") })
  })

  it("says which input the Portal refused", async () => {
    const portal = await sent()
    const refused = await problemOf(run(portal, [versions, "edit"], oddPlace, { platform: "DOS" }))
    expect(refused.problem.fields).toEqual({ platform: "Invalid software platform" })
  })
})

describe("a release", () => {
  it("has today's date until somebody says another, and never that of 1970", async () => {
    const portal = await sent()
    const release = actionOf(versions, "release")
    const [input] = release.inputs?.([]) ?? []
    expect(Math.abs(new Date(input?.initial ?? "").getTime() - Date.now())).toBeLessThan(61_000)
    expect(input?.required).toBe(true)
    expect(release.check?.({ releaseDate: "1970-01-01T00:00" }, [])).toHaveProperty("releaseDate")
    await run(portal, [versions, "release"], oddPlace, { releaseDate: "2026-05-06T07:08" })
    expect(await cellsOf(portal)).toMatchObject({
      released: true,
      releaseDate: new Date("2026-05-06T07:08"),
    })
    const target = await targetOf(versions, portal, oddPlace)
    expect(release.blocked?.(target)).toContain("already")
    await run(portal, [versions, "unrelease"], oddPlace)
    expect(await cellsOf(portal)).toMatchObject({ released: false })
  })

  it("cannot be sent without one", async () => {
    const portal = await sent()
    await expect(run(portal, [versions, "release"], oddPlace, { releaseDate: "" })).rejects.toThrow(
      RangeError,
    )
    expect((await cellsOf(portal))["released"]).toBe(false)
  })
})

describe("what later Portals do", () => {
  it.each([
    ["approve", "pass"],
    ["reject", "fail"],
    ["revoke", "warn"],
  ])("%s, with a reason", async (id) => {
    const portal = await sent()
    if (id === "revoke") await run(portal, [versions, "approve"], oddPlace, { reason: "" })
    await run(portal, [versions, id], oddPlace, { reason: "Because & so" })
    expect(await bodyOf(portal)).toEqual({ reason: "Because & so" })
    const target = await targetOf(versions, portal, oddPlace)
    expect(target.row?.cells).toMatchObject({ reason: "Because & so", role: expect.any(String) })
    expect(actionOf(versions, id).blocked?.(target)).toContain("already")
  })

  it("analyses again, and is busy with it", async () => {
    const portal = await sent()
    const done = await run(portal, [versions, "rescan"], oddPlace)
    expect(done?.note).toContain("begun")
    const cells = (await versions.fill?.(portal.call, oddPlace, unread)) ?? {}
    expect(versions.busy?.({ id: "", cells, raw: {} })).toBe(true)
    const target = { place: oddPlace, row: { id: "", cells, raw: {} } }
    expect(actionOf(versions, "rescan").blocked?.(target)).toContain("analysed")
  })

  it.each(["approve", "reject", "revoke", "rescan", "safe", "import-url", "import-purl"])(
    "says so where the Portal does not: %s",
    async (id) => {
      const portal = await sent()
      await portal.options({ later: false })
      const values = { ...odd, reason: "x", url: "https://example.org/a.tgz", purl: "pkg:npm/a@1" }
      const { problem } = await problemOf(run(portal, [versions, id], oddPlace, values))
      expect(problem.trouble).toBe("unsupported")
      expect(problem.title).toContain("not offered by this Portal")
      // So the app need not offer it again.
      expect(problem.lacking).toBe(true)
    },
  )

  it("does not blame the Portal for a version that is not there", async () => {
    const portal = await open()
    const { problem } = await problemOf(run(portal, [versions, "approve"], oddPlace))
    expect([problem.trouble, problem.lacking]).toEqual(["missing", undefined])
  })

  it("imports by address and package URL, with what the source wants to know", async () => {
    const portal = await open()
    const action = actionOf(versions, "import-url")
    const place = oddPlace.slice(0, 2)
    expect(action.inputs?.([{ place }]).slice(0, 4)).toMatchObject([
      { id: "url", required: true },
      { id: "project", initial: odd.project },
      { id: "name", initial: odd.name },
      { id: "version", initial: "" },
    ])
    const both = { ...odd, url: "https://e.org/a", token: "t", user: "u" }
    expect(action.check?.(both, [])).toHaveProperty("token")
    expect(actionOf(versions, "import-purl").check?.({ ...odd, purl: "left-pad" }, [])).toEqual({
      purl: expect.stringContaining("pkg:"),
    })
    const refused = await problemOf(
      action.run(
        portal.call,
        { place },
        { ...odd, url: "https://example.org/a.tgz", token: "secret", maxSize: "5", force: "true" },
      ),
    )
    // The sandbox fetches from nowhere but itself.
    expect(refused.problem.fields).toHaveProperty("url")
    const asked = portal.asked.find(({ url }) => url.includes("/url-import/"))
    expect(await asked?.clone().json()).toEqual({
      url: "https://example.org/a.tgz",
      "bearer-token": "secret",
    })
    expect(new URL(asked?.url ?? "").search).toBe("?force=true&max_size=5")
    const done = await actionOf(versions, "import-purl").run(
      portal.call,
      { place },
      { ...odd, purl: "pkg:npm/%40axe-core/playwright" },
    )
    expect(done?.place).toEqual(oddPlace)
    await portal.pass()
    expect((await versions.fill?.(portal.call, oddPlace, unread))?.["analysis"]).toBe("DONE")
  })
})

describe("deleting a version", () => {
  it("says whether a reproducible build goes with it, and can take that alone", async () => {
    const portal = await sent()
    const remove = actionOf(versions, "delete")
    const target = await targetOf(versions, portal, oddPlace)
    expect(await remove.toll?.(portal.call, target)).toMatchObject([{ count: 0 }])
    await portal.send({ build: "repro" }, file, "again.tgz")
    await portal.pass()
    expect(await remove.toll?.(portal.call, target)).toMatchObject([
      { count: 1, names: ["again.tgz"] },
    ])
    await run(portal, [versions, "delete-repro"], oddPlace)
    expect(await remove.toll?.(portal.call, target)).toMatchObject([{ count: 0 }])
    expect(await idsIn(versions, portal, oddPlace.slice(0, 2))).toEqual([odd.version])
    await run(portal, [versions, "delete"], oddPlace)
    expect(await idsIn(versions, portal, oddPlace.slice(0, 2))).toEqual([])
  })

  it("does not know of a build what it could not ask", async () => {
    const portal = await sent()
    await portal.fault({ path: "/status/" }, { kind: "status", status: 500 })
    const toll = actionOf(versions, "delete").toll?.(portal.call, { place: oddPlace })
    expect((await problemOf(toll ?? Promise.resolve())).trouble).toBe("broken")
  })

  it("wants a name typed for several, and for one that is released or may be", async () => {
    const confirm = actionOf(versions, "delete").confirm
    const row = (released: boolean) => ({ id: "1", cells: { released }, raw: {} })
    const one = (released: boolean): Target => ({ place: oddPlace, row: row(released) })
    expect(confirm?.([one(false)])).toBeUndefined()
    expect(confirm?.([one(true)])).toBe(odd.version)
    expect(confirm?.([{ place: oddPlace }])).toBe(odd.version)
    expect(confirm?.([one(false), one(false)])).toBe(odd.name)
  })

  it("is forbidden to whoever may only read", async () => {
    const portal = await open("an observer, who may only read")
    const { problem } = await problemOf(run(portal, [projects, "create-project"], [], odd))
    expect(problem).toMatchObject({ trouble: "forbidden", status: 403 })
  })
})
