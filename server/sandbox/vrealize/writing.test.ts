import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { zip as zipOf } from "../analysis/archiveFixtures.ts"
import { writeOptions } from "../options.ts"
import { readBundle } from "./bundle.ts"
import { api, openWorld } from "./testing.ts"

type Opened = Awaited<ReturnType<typeof openWorld>>

const packages = `${api}/packages`
const contents = `${api}/contents`

const Content = v.object({
  id: v.string(),
  contentId: v.string(),
  name: v.string(),
  contentTypeId: v.string(),
  dependencies: v.array(v.string()),
  version: v.number(),
})
const Contents = v.object({ content: v.array(Content) })
const Failure = v.object({ errors: v.tuple([v.object({ code: v.number(), message: v.string() })]) })
const Item = v.strictObject({
  contentId: v.string(),
  contentName: v.string(),
  contentTypeId: v.string(),
  operationStatus: v.picklist(["SUCCESS", "FAILED", "WARNING"]),
  messages: v.nullable(v.array(v.string())),
  operationErrors: v.nullable(
    v.array(v.strictObject({ errorCode: v.number(), errorMessage: v.string() })),
  ),
})
const Imported = v.strictObject({
  operationType: v.picklist(["IMPORT", "IMPORT_DRY_RUN"]),
  operationStatus: v.picklist(["SUCCESS", "FAILED", "WARNING"]),
  operationResults: v.array(Item),
})

const allContents = async ({ send }: Opened) =>
  v.parse(Contents, await (await send(`${contents}?limit=500`)).json()).content

const errorOf = async (response: Response) => {
  const [{ code, message }] = v.parse(Failure, await response.json()).errors
  return { status: response.status, code, message }
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
})

const create = async (opened: Opened, name: string, ids: readonly string[]): Promise<string> => {
  const made = await opened.send(packages, post({ name, description: "x", contents: ids }))
  expect([made.status, await made.text()]).toEqual([201, ""])
  return made.headers.get("location")?.split("/").at(-1) ?? ""
}

const exportOf = async ({ send }: Opened, id: string) =>
  await send(`${packages}/${id}`, { headers: { accept: "application/zip" } })

const form = (bytes: Uint8Array<ArrayBuffer> | string, name = "file"): RequestInit => {
  const body = new FormData()
  body.set(name, new Blob([bytes]), "package.zip")
  return { method: "POST", body }
}

const bytesOf = (files: Readonly<Record<string, string>>) => new Uint8Array(zipOf(files))

const send = async ({ send: ask }: Opened, path: string, bytes: Uint8Array<ArrayBuffer>) => {
  const response = await ask(path, form(bytes))
  expect(response.status).toBe(200)
  return v.parse(Imported, await response.json())
}

/** A package file with these definitions. */
const bundle = (
  definitions: Readonly<Record<string, object | string>>,
  name = "Imported",
): Uint8Array<ArrayBuffer> =>
  bytesOf({
    "metadata.yaml": stringify({
      name,
      productVersion: "7.4.0",
      data: Object.keys(definitions).map((locator) => ({ locator, name: locator })),
    }),
    ...Object.fromEntries(
      Object.entries(definitions).map(([file, one]) => [
        file,
        typeof one === "string" ? one : stringify(one),
      ]),
    ),
  })

const published = (id: string, more: object = {}) => ({
  id,
  name: id,
  status: "PUBLISHED",
  ...more,
})

describe("creating", () => {
  it("answers 201 and where it is, and it is first to be found there", async () => {
    const opened = await openWorld()
    const [one, two] = await allContents(opened)
    const id = await create(opened, "Mine", [two?.id ?? "", one?.id ?? "", two?.id ?? ""])
    const got: unknown = await (await opened.send(`${packages}/${id}`)).json()
    expect(got).toMatchObject({
      "@type": "Package",
      name: "Mine",
      description: "x",
      contents: [two?.id, one?.id],
      version: 0,
    })
  })

  it.each([
    ["", "The provided resource was null."],
    ["{", "The body is not JSON."],
    [{ contents: [] }, "name is missing"],
    [{ name: " ", contents: [] }, "name is missing"],
    [{ name: "x" }, "contents is missing"],
    [{ name: "x", contents: ["nothing"] }, "There is no content with the id nothing."],
  ])("refuses %j", async (body, message) => {
    const opened = await openWorld(4)
    const error = await errorOf(
      await opened.send(packages, typeof body === "string" ? { method: "POST", body } : post(body)),
    )
    expect(error).toMatchObject({ status: 400, code: 10101 })
    expect(error.message).toContain(message)
  })
})

describe("contents", () => {
  it("are listed, and each is got by itself and as YAML with blank secrets", async () => {
    const opened = await openWorld()
    const all = await allContents(opened)
    expect(all).toHaveLength(30)
    const [first] = all
    const one = await opened.send(`${contents}/${first?.id}`)
    expect(await one.json()).toMatchObject({ "@type": "Content", id: first?.id })
    const data = await opened.send(`${contents}/${first?.id}/data`)
    expect(data.headers.get("content-type")).toContain("yaml")
    expect(parse(await data.text())).toMatchObject({
      id: first?.contentId,
      status: "PUBLISHED",
      properties: { admin_password: { secure: true, default: "" } },
    })
    for (const path of [`${contents}/x`, `${contents}/x/data`])
      expect(await errorOf(await opened.send(path))).toMatchObject({ status: 404, code: 20116 })
  })
})

describe("exporting", () => {
  it("makes a zip with metadata and a folder for each type, secure values blank", async () => {
    const opened = await openWorld()
    const all = await allContents(opened)
    const chosen = [all[0], all[1], all[2]].flatMap((one) => one ?? [])
    const id = await create(
      opened,
      "Öl & Gas",
      chosen.map((one) => one.id),
    )
    const response = await exportOf(opened, id)
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("application/octet-stream")
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(response.headers.get("content-length")).toBe(String(bytes.length))
    const read = await readBundle(bytes)
    expect(read.name).toBe("Öl & Gas")
    expect(read.members.map(({ type, name }) => [type, name])).toEqual(
      chosen.map((one) => [one.contentTypeId, one.name]),
    )
    expect(read.members[0]?.text).toContain('default: ""')
    expect(read.members.map(({ text }) => text).join("")).not.toContain("battery staple")
  })

  it("refuses drafts, other formats, and packages that are not there", async () => {
    const opened = await openWorld(120)
    const draft = opened.world.db.prepare("select id from vrealize_contents where draft = 1").get()
    const id = await create(opened, "Drafts", [String(draft?.["id"])])
    const error = await errorOf(await exportOf(opened, id))
    expect(error).toMatchObject({ status: 400, code: 10101 })
    expect(error.message).toContain("is a draft")
    const headers = { accept: "application/zip" }
    const plain = await opened.send(`${packages}/${id}?secureValueFormat=PLAINTEXT`, { headers })
    expect((await errorOf(plain)).message).toContain("PLAINTEXT")
    expect(await errorOf(await exportOf(opened, "x"))).toMatchObject({ status: 404 })
  })
})

describe("importing", () => {
  const exported = async (opened: Opened) => {
    const all = await allContents(opened)
    const id = await create(opened, "Bundle", [all[1]?.id ?? "", all[2]?.id ?? ""])
    return {
      bytes: new Uint8Array(await (await exportOf(opened, id)).arrayBuffer()),
      before: [all[1], all[2]],
    }
  }

  it("overwrites what is there, or skips it, and a dry run does neither", async () => {
    const opened = await openWorld()
    const { bytes, before } = await exported(opened)
    const versions = async () => {
      const all = await allContents(opened)
      return before.map((one) => all.find(({ id }) => id === one?.id)?.version)
    }
    const old = before.map((one) => one?.version)
    const dry = await send(opened, `${packages}/validate`, bytes)
    expect(dry).toMatchObject({ operationType: "IMPORT_DRY_RUN", operationStatus: "SUCCESS" })
    expect(dry.operationResults[0]?.messages?.[0]).toContain("exists")
    expect(await versions()).toEqual(old)
    const skipped = await send(opened, `${packages}?resolutionMode=SKIP`, bytes)
    expect(skipped).toMatchObject({ operationType: "IMPORT", operationStatus: "SUCCESS" })
    expect(skipped.operationResults[0]?.messages?.[0]).toContain("skipped")
    expect(await versions()).toEqual(old)
    const written = await send(opened, packages, bytes)
    expect(written.operationResults[1]?.messages?.[0]).toContain("overwritten")
    expect(await versions()).toEqual(old.map((version) => (version ?? 0) + 1))
  })

  it("brings in what is new, what it needs first, and a package for it", async () => {
    const opened = await openWorld(4)
    const done = await send(
      opened,
      packages,
      bundle({
        "composite-blueprint/web.yaml": published("web", {
          components: { db: { type: "software-component/db" } },
        }),
        "software-component/db.yaml": published("db", {
          properties: { password: { secure: true, default: "" } },
        }),
      }),
    )
    expect(done.operationStatus).toBe("WARNING")
    expect(done.operationResults.map((one) => one.operationStatus)).toEqual(["SUCCESS", "WARNING"])
    const all = await allContents(opened)
    const [web, db] = ["web", "db"].map((id) => all.find(({ contentId }) => contentId === id))
    expect(web?.dependencies).toEqual([db?.id])
    const found = await opened.send(
      `${packages}?$filter=${encodeURIComponent("name eq 'Imported'")}`,
    )
    expect(await found.json()).toMatchObject({ content: [{ contents: [web?.id, db?.id] }] })
  })

  it("fails one by one, and does not take back what came before", async () => {
    const opened = await openWorld(4)
    const count = (await allContents(opened)).length
    const done = await send(
      opened,
      packages,
      bundle({
        "composite-blueprint/good.yaml": published("good"),
        "composite-blueprint/draft.yaml": { ...published("draft"), status: "DRAFT" },
        "composite-blueprint/lost.yaml": published("lost", {
          components: { a: { type: "software-component/nowhere" } },
        }),
        "composite-blueprint/above.yaml": published("above", {
          components: { a: { type: "composite-blueprint/draft" } },
        }),
        "composite-blueprint/nameless.yaml": { id: "nameless" },
        "composite-blueprint/odd.yaml": "a: [",
      }),
    )
    expect(done.operationStatus).toBe("FAILED")
    const said = done.operationResults.map((one) => [
      one.operationStatus,
      one.operationErrors?.[0]?.errorMessage ?? "",
    ])
    expect(said).toEqual([
      ["SUCCESS", ""],
      ["FAILED", expect.stringContaining("draft")],
      ["FAILED", expect.stringContaining("software-component/nowhere")],
      ["FAILED", expect.stringContaining("composite-blueprint/draft")],
      ["FAILED", expect.stringContaining("name is missing")],
      ["FAILED", expect.stringContaining("not YAML")],
    ])
    expect(await allContents(opened)).toHaveLength(count + 1)
  })

  it("says what the metadata names and the file lacks, and takes circles for what they are", async () => {
    const opened = await openWorld(4)
    const named = bytesOf({
      "metadata.yaml": stringify({ name: "x", data: [{ locator: "a/b.yaml", name: "b" }] }),
    })
    const [lacking] = (await send(opened, packages, named)).operationResults
    expect(lacking).toMatchObject({ operationStatus: "FAILED", contentName: "b" })
    const circle = await send(
      opened,
      packages,
      bundle({
        "composite-blueprint/a.yaml": published("a", {
          components: { b: { type: "composite-blueprint/b" } },
        }),
        "composite-blueprint/b.yaml": published("b", {
          components: { a: { type: "composite-blueprint/a" } },
        }),
      }),
    )
    expect(circle.operationStatus).toBe("SUCCESS")
  })

  it("answers in the older shape where the world is older", async () => {
    const opened = await openWorld(4)
    writeOptions(opened.world, "vrealize", { olderResults: true })
    const bytes = bundle({ "composite-blueprint/d.yaml": { ...published("d"), status: "DRAFT" } })
    for (const path of [packages, `${packages}/validate`])
      expect(await (await opened.send(path, form(bytes))).json()).toEqual({
        contentImportStatus: "FAILED",
        contentImportResults: [
          {
            contentId: "d",
            contentName: "d",
            contentTypeId: "composite-blueprint",
            contentImportStatus: "FAILED",
            contentImportErrors: [
              { errorCode: 10101, errorMessage: expect.stringContaining("draft") },
            ],
          },
        ],
      })
  })

  it("refuses what is no package file, in words", async () => {
    const opened = await openWorld(4)
    const good = bundle({ "composite-blueprint/a.yaml": published("a") })
    const cut = good.slice(0, Math.floor(good.length / 2))
    const refused = async (init: RequestInit, query = "") =>
      await errorOf(await opened.send(`${packages}${query}`, init))
    for (const bytes of [cut, bytesOf({ "a.txt": "a" }), bytesOf({ "metadata.yaml": "a: 1" })]) {
      const error = await refused(form(bytes))
      expect(error).toMatchObject({ status: 400, code: 10101 })
      expect(error.message).toContain("not a package that can be read")
    }
    expect((await refused(form(good, "other"))).message).toContain("part file is missing")
    expect((await refused(form(good), "?resolutionMode=MERGE")).message).toContain("MERGE")
    const large = form(new Uint8Array(33 * 2 ** 20))
    expect((await refused(large)).message).toContain("larger than 33554432 bytes")
    const broken = { "content-type": "multipart/form-data; boundary=x" }
    expect((await refused({ method: "POST", headers: broken, body: "y" })).message).toContain(
      "not multipart",
    )
  })
})

describe("deleting", () => {
  it.each([200, 204])("answers %i without a body, and then it is gone", async (status) => {
    const opened = await openWorld(4)
    writeOptions(opened.world, "vrealize", { deleteAnswers: status })
    const [content] = await allContents(opened)
    const id = await create(opened, "Gone", [content?.id ?? ""])
    const path = `${packages}/${id}`
    const done = await opened.send(path, { method: "DELETE" })
    expect([done.status, await done.text()]).toEqual([status, ""])
    expect((await opened.send(path)).status).toBe(404)
    expect((await opened.send(path, { method: "DELETE" })).status).toBe(404)
    // Its contents stay.
    expect((await opened.send(`${contents}/${content?.id}`)).status).toBe(200)
  })
})

describe("deleted content", () => {
  it("cannot be got, packed or exported, and its package can be deleted", async () => {
    const opened = await openWorld()
    const row = opened.world.db
      .prepare(
        `select "id", item ->> '$.contents[0]' as content from vrealize_packages
         where json_array_length(item, '$.contents') > 0 order by seq limit 1`,
      )
      .get()
    const [id, content] = [String(row?.["id"]), String(row?.["content"])]
    writeOptions(opened.world, "vrealize", { deletedContent: true })
    expect((await opened.send(`${contents}/${content}`)).status).toBe(404)
    expect((await allContents(opened)).map((one) => one.id)).not.toContain(content)
    const made = await opened.send(packages, post({ name: "x", contents: [content] }))
    expect((await errorOf(made)).message).toContain(content)
    expect(await errorOf(await exportOf(opened, id))).toMatchObject({ code: 85552 })
    expect((await opened.send(`${packages}/${id}`, { method: "DELETE" })).status).toBe(204)
  })
})
