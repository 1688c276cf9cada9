import { describe, expect, it } from "vitest"
import { zip as zipOf } from "../../../server/sandbox/analysis/archiveFixtures.ts"
import { writeOptions } from "../../../server/sandbox/options.ts"
import { openWorld } from "../../../server/sandbox/vrealize/testing.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import type { Finding, Received } from "../../model/action.ts"
import type { Call, Fetch } from "../../model/call.ts"
import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Block } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import { textOf } from "../../model/search.ts"
import { receivedOf } from "../../model/received.ts"
import { answering } from "../contract/change.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { create, parts, remove, reports, upload } from "./actions.ts"
import { contents } from "./contents.ts"
import { packages } from "./packages.ts"

/** A world, a call through the gateway's routes alone, and what was asked. */
const setUp = async (count = 60) => {
  const { world, send } = await openWorld(count)
  const asked: string[] = []
  const fetch: Fetch = async (request) => {
    const { pathname, search } = new URL(request.url)
    asked.push(`${request.method} ${pathname}${search}`)
    const { routes } = upstreams.vrealize
    if (!routes.some(({ method, path }) => method === request.method && path.test(pathname)))
      throw new RangeError(`No route for ${request.method} ${pathname}`)
    const { method, headers } = request
    const body = method === "POST" ? { body: await request.arrayBuffer() } : {}
    return await send(`${pathname}${search}`, { method, headers, ...body })
  }
  return { world, asked, call: callOver(fetch, {}) }
}

const every = { ...emptyQuery, size: 1000 }

const textsOf = (rows: readonly Row[], id: string): readonly string[] =>
  rows.map((row) => textOf(valueOf(row, id) ?? ""))

const atPackage = (id: string): Place => [{ in: "packages", id }]

const shownAt = async (call: Call, at: Place): Promise<readonly Block[]> =>
  (await parts[0]?.load(call, at, undefined))?.blocks ?? []

const made = async (call: Call, name: string, ids: readonly string[]): Promise<Place> => {
  const done = await create.run(
    call,
    { place: [] },
    { name, description: " said ", contents: ids.join("\n") },
  )
  if (!done?.place) throw new Error("It leads nowhere")
  return done.place
}

const idsOf = async (call: Call, type?: string): Promise<readonly string[]> =>
  (await contents.list(call, [], every)).rows
    .filter((row) => type === undefined || valueOf(row, "type") === type)
    .map(({ id }) => id)

describe("creating", () => {
  it("offers everything that there is, by name, and tells those of one name apart", async () => {
    const { call } = await setUp()
    const [, input] = create.inputs?.([]) ?? []
    const offers = (await input?.choices?.load(call)) ?? []
    expect(offers.map(({ value }) => value).toSorted()).toEqual((await idsOf(call)).toSorted())
    expect(offers[0]?.detail).toMatch(/^[a-z-]+ tool-/)
    const names = offers.map(({ label }) => label)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)))
  })

  it("leads to the package, by the Location alone", async () => {
    const { call } = await setUp()
    const [one = "", two = ""] = await idsOf(call)
    const at = await made(call, " Mine ", [two, one])
    const row = await packages.get?.(call, at)
    expect(row?.cells).toMatchObject({ name: "Mine", description: "said", contentIds: [two, one] })
  })

  it("says so where the API does not say which package it is", async () => {
    const call = callOver(answering(201, ""), {})
    const done = await create.run(call, { place: [] }, { name: "x", contents: "a" })
    expect(done?.place).toBeUndefined()
    expect(done?.note).toContain("does not say under which id")
  })

  it("tells the API's own reason", async () => {
    const { call } = await setUp()
    const { problem } = await problemOf(made(call, "x", ["nothing"]))
    expect(problem).toMatchObject({ trouble: "invalid", status: 400, code: "10101" })
    expect(problem.detail).toContain("There is no content with the id nothing.")
  })
})

describe("deleting", () => {
  it.each([200, 204])("takes %i for done, and gone already for done too", async (status) => {
    const { call, world } = await setUp()
    writeOptions(world, "vrealize", { deleteAnswers: status })
    const [row] = (await packages.list(call, [], every)).rows
    const target = { place: atPackage(row?.id ?? "") }
    expect(await remove.run(call, target, {})).toBeUndefined()
    expect(await remove.run(call, target, {})).toEqual({ note: "It was gone already." })
  })
})

const fileOf = async (call: Call, at: Place) => {
  const response = await reports[0]?.fetch(call, at, undefined)
  return { name: 'a "b".zip', body: new Blob([(await response?.arrayBuffer()) ?? ""]) }
}

const zip = (files: Readonly<Record<string, string>>) => ({
  name: "x.zip",
  body: new Blob([new Uint8Array(zipOf(files))]),
})

/** One content that can be imported, and one that cannot. */
const mixed = zip({
  "metadata.yaml": "name: Mixed\ndata: []\n",
  "composite-blueprint/good.yaml": "id: good\nname: Good\n",
  "composite-blueprint/draft.yaml": "id: draft\nname: Draft\nstatus: DRAFT\n",
})

const look = async (call: Call, file: typeof mixed): Promise<Finding | undefined> =>
  (await upload.preflight?.(call, {}, [], file))?.[0]

const send = async (call: Call, file: typeof mixed, mode = "OVERWRITE"): Promise<Received> =>
  receivedOf(await upload.send(call, file, { mode }, []))

const itemsOf = (blocks: readonly Block[] = []) =>
  blocks.flatMap((block) => (block.kind === "outcomes" ? block.items : []))

describe("exporting and importing", () => {
  it("asks for a zip with blank secrets, and gives it back by a dry run and an import", async () => {
    const { call, asked } = await setUp()
    const ids = (await idsOf(call)).slice(1, 3)
    const file = await fileOf(call, await made(call, "Round trip", ids))
    expect(asked.at(-1)).toMatch(/packages\/[^/]+\?secureValueFormat=BLANKOUT$/)
    const found = await look(call, file)
    expect(found).toMatchObject({ tone: "info", title: "The dry run passed for 2 contents." })
    expect(itemsOf(found?.blocks)[0]).toMatchObject({ status: "SUCCESS", tone: "pass" })
    const done = await send(call, file, "SKIP")
    expect(asked.at(-1)).toMatch(/packages\?resolutionMode=SKIP$/)
    expect(done.note).toBe("2 contents taken.")
    expect(done.problem).toBeUndefined()
    expect(itemsOf(done.blocks).flatMap(({ messages }) => messages)[0]).toContain("was skipped")
  })

  it("tells the refusal of an export in the API's words", async () => {
    const { call, world } = await setUp(120)
    const draft = world.db.prepare("select id from vrealize_contents where draft = 1").get()
    const at = await made(call, "Drafts", [String(draft?.["id"])])
    expect((await problemOf(fileOf(call, at))).problem.detail).toContain("is a draft")
  })

  it.each([false, true])("shows a failure content by content; older shape: %s", async (older) => {
    const { call, world } = await setUp(4)
    writeOptions(world, "vrealize", { olderResults: older })
    const found = await look(call, mixed)
    expect(found).toMatchObject({
      tone: "fail",
      title: "The dry run failed for 1 of 2 contents.",
      choices: [{ values: { despite: "yes" } }],
    })
    expect(found?.detail).toContain("not rolled back")
    const before = await idsOf(call)
    const done = await send(call, mixed)
    expect(done.problem?.title).toBe("1 of 2 contents could not be imported.")
    expect(done.problem?.detail).toContain("not rolled back")
    expect(done.problem?.detail).toContain("1 of 2 contents were taken")
    // What failed stands first.
    expect(itemsOf(done.blocks)).toMatchObject([
      {
        name: "Draft",
        about: "composite-blueprint · draft",
        status: "FAILED",
        tone: "fail",
        errors: [expect.stringMatching(/is a draft .*\(code 10101\)$/)],
      },
      { name: "Good", status: "SUCCESS", tone: "pass", errors: [] },
    ])
    expect((await idsOf(call)).length).toBe(before.length + 1)
  })

  it("finds against a file that is no package, and fails to import it", async () => {
    const { call } = await setUp(4)
    const found = await look(call, zip({ "a.txt": "a" }))
    expect(found).toMatchObject({ tone: "fail", title: "The dry run refused the file." })
    expect(found?.detail).toContain("not a package that can be read")
    const { problem } = await problemOf(send(call, zip({ "a.txt": "a" })))
    expect(problem).toMatchObject({ trouble: "invalid", code: "10101" })
  })

  it("leaves other failures of a dry run to be told as such", async () => {
    const call = callOver(answering(404, "<html>"), {})
    expect((await problemOf(look(call, mixed))).trouble).toBe("missing")
  })
})

const answered = (body: object) => callOver(answering(200, JSON.stringify(body)), {})
const one = { contentId: "a", contentName: "A", contentTypeId: "t" }

describe("reading what an import answers", () => {
  it("does not take an unknown word for success", async () => {
    const call = answered({
      operationStatus: "QUEUED",
      operationResults: [{ ...one, operationStatus: "QUEUED" }],
    })
    expect((await look(call, mixed))?.title).toContain("answered QUEUED")
    const done = await send(call, mixed)
    expect(done.problem).toMatchObject({ trouble: "unreadable" })
    expect(itemsOf(done.blocks)).toMatchObject([{ status: "QUEUED", tone: "unknown" }])
  })

  it("believes a part that failed more than a whole that did not", async () => {
    const call = answered({
      operationStatus: "SUCCESS",
      operationResults: [
        { ...one, operationStatus: "SUCCESS", operationErrors: [{ errorMessage: "No." }] },
      ],
    })
    expect((await look(call, mixed))?.tone).toBe("fail")
    expect((await send(call, mixed)).problem?.title).toContain("could not be imported")
  })

  it("reads a failure without any content, warnings, and errors of any shape", async () => {
    const bare = answered({ operationStatus: "FAILED", operationResults: null })
    expect((await look(bare, mixed))?.title).toContain("names no content that did")
    expect((await send(bare, mixed)).problem?.title).toContain("names no content that did")
    const empty = answered({ contentImportStatus: "SUCCESS", contentImportResults: [] })
    expect((await look(empty, mixed))?.title).toBe("The dry run names no contents.")
    const warned = answered({
      operationStatus: "WARNING",
      operationResults: [
        { operationStatus: "WARNING", messages: ["m", { text: 1 }], operationErrors: [] },
      ],
    })
    expect((await look(warned, mixed))?.title).toContain("with warnings")
    const done = await send(warned, mixed)
    expect(done.note).toBe("1 content taken, with warnings.")
    expect(itemsOf(done.blocks)).toMatchObject([
      { name: "Unnamed content", messages: ["m", '{"text":1}'] },
    ])
  })

  it("says that it may have been done where the answer cannot be read", async () => {
    const { problem } = await problemOf(send(answered({ ok: true }), mixed))
    expect(problem.trouble).toBe("unreadable")
    expect(problem.detail).toContain("It may have been done all the same")
  })

  it("names the file without what would end its name", async () => {
    let form: FormData | undefined
    const call = callOver(async (request) => {
      form = await request.formData()
      return Response.json({ operationStatus: "SUCCESS" })
    }, {})
    await send(call, { name: 'a"\r\nb.zip', body: new Blob(["bytes"]) })
    const file = form?.get("file")
    expect(file instanceof File && [file.name, await file.text()]).toEqual(["a___b.zip", "bytes"])
  })
})

describe("the contents of a package", () => {
  it("are shown with what they depend on, and where that is", async () => {
    const { call } = await setUp()
    const { rows } = await contents.list(call, [], every)
    const needy = rows.find((row) => Number(valueOf(row, "needs")) > 0)
    const need = valueOf(needy ?? { id: "", cells: {}, raw: {} }, "dependencies")
    const needed = Array.isArray(need) ? String(need[0]) : ""
    const tablesOf = async (ids: readonly string[]) =>
      (await shownAt(call, await made(call, "x", ids))).flatMap((block) =>
        block.kind === "table" ? [block] : [],
      )
    const [all, needs] = await tablesOf([needy?.id ?? ""])
    expect(all?.rows.map(({ id }) => id)).toEqual([needy?.id])
    expect(needs?.rows.map(({ id }) => id)).toEqual([needed])
    expect(textsOf(needs?.rows ?? [], "where")).toEqual(["not in it"])
    const name = textsOf(
      rows.filter(({ id }) => id === needed),
      "name",
    )
    expect(textsOf(needs?.rows ?? [], "name")).toEqual(name)
    const [, both] = await tablesOf([needy?.id ?? "", needed])
    expect(textsOf(both?.rows ?? [], "where")[0]).toBe("in this package")
  })

  it("say which content was deleted, and what that does to the list", async () => {
    const { call, world } = await setUp()
    const row = (await packages.list(call, [], every)).rows.find(
      ({ cells }) => cells["contentCount"] !== 0,
    )
    const lost = valueOf(row ?? { id: "", cells: {}, raw: {} }, "contentIds")
    writeOptions(world, "vrealize", { deletedContent: true })
    const [note] = await shownAt(call, atPackage(row?.id ?? ""))
    expect(note).toMatchObject({ kind: "note", tone: "fail" })
    expect(note && "title" in note && note.title).toContain(Array.isArray(lost) ? lost[0] : "?")
  })

  it("end with what the API cannot do", async () => {
    const { call } = await setUp()
    const [row] = (await packages.list(call, [], every)).rows
    expect((await shownAt(call, atPackage(row?.id ?? ""))).at(-1)).toMatchObject({
      title: "A package cannot be changed or copied.",
    })
    expect(packages.actions.map(({ id }) => id)).toEqual(["create", "delete"])
  })
})

describe("a list that fails whole", () => {
  it("names the packages with the deleted content, once these were seen", async () => {
    const { call, world } = await setUp()
    const { rows } = await packages.list(call, [], every)
    writeOptions(world, "vrealize", { deletedContent: true })
    const { problem } = await problemOf(packages.list(call, [], every))
    expect(problem).toMatchObject({ trouble: "broken", status: 400, code: "85552" })
    const lost = /content ([\w-]{36}) that was deleted/.exec(problem.title)?.[1] ?? "?"
    expect(problem.detail).toContain(lost)
    expect(problem.title).toContain("whole list")
    const holders = rows.filter((row) => {
      const held = valueOf(row, "contentIds")
      return Array.isArray(held) && held.some((id) => id === lost)
    })
    expect(holders.length).toBeGreaterThan(0)
    const named = problem.culprits?.flatMap(({ place }) => place.map(({ id }) => id)) ?? []
    expect(named.toSorted()).toEqual(holders.map(({ id }) => id).toSorted())
    expect(problem.remedy).toContain("open one by one")
    const [holder] = holders
    await remove.run(call, { place: atPackage(holder?.id ?? "") }, {})
    const after = await problemOf(packages.list(call, [], every))
    expect(after.problem.culprits?.map(({ place }) => place)).not.toContainEqual(
      atPackage(holder?.id ?? ""),
    )
  })

  it("says that it does not know which, where it does not", async () => {
    const body = { errors: [{ code: 85552, message: "Content is gone." }] }
    const call = callOver(answering(500, JSON.stringify(body)), {})
    const { problem } = await problemOf(packages.list(call, [], every))
    expect(problem.title).toContain("One package refers to content that was deleted")
    expect(problem.culprits).toEqual([])
    expect(problem.remedy).toContain("does not say which package")
  })
})

describe("a content", () => {
  it("gives its definition as it is", async () => {
    const { call } = await setUp()
    const [id = ""] = await idsOf(call)
    const at = [{ in: "contents", id }]
    const response = await contents.reports?.[0]?.fetch(call, at, undefined)
    expect(await response?.text()).toContain("status: PUBLISHED")
  })
})
