import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { bytesSource } from "../../../server/sandbox/analysis/source.ts"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import type { Call } from "../../model/call.ts"
import { valueOf } from "../../model/field.ts"
import type { Block } from "../../model/part.ts"
import { textOf } from "../../model/search.ts"
import { problemOf } from "../contract/subject.ts"
import { packages } from "./packages.ts"
import { answering, listAll, openOver, sample, seed } from "./testing.ts"

const open = () =>
  openOver(
    sandbox,
    {
      db: new DatabaseSync(":memory:"),
      now: () => Date.parse("2026-03-01T12:00:00Z"),
      random: createRandom("astra"),
      seed,
      packages: 300,
      secret: "secret",
    },
    sandbox,
  )

const at = [{ in: "packages", id: sample.id }]

const shown = async (call: Call, id: string, place = at) => {
  const part = packages.parts?.find((one) => one.id === id)
  if (!part) throw new RangeError(`There is no part ${id}`)
  return await part.load(call, place, undefined)
}

/** The titles of the blocks, and the words of the tables' cells. */
const told = (blocks: readonly Block[]): readonly string[] =>
  blocks.map((block) =>
    block.kind === "table"
      ? [
          block.title,
          ...block.rows.map((row) =>
            block.fields.map(({ id }) => textOf(valueOf(row, id) ?? "")).join(" "),
          ),
        ].join("\n")
      : `${block.kind} ${"title" in block ? (block.title ?? "") : ""}`,
  )

const of = (more: object): Call => answering(200, { ...sample, ...more })

describe("what may follow a state", () => {
  it("is what Astra names, with why it is so, and that a package cannot be changed", async () => {
    const { blocks, busy } = await shown(of({}), "states")
    expect(busy).toBe(false)
    const words = told(blocks).join("\n")
    expect(words).toContain("Mismatch")
    expect(words).toMatch(/What may follow\nincomplete .*\navailable /)
    expect(words).toContain("A package cannot be changed.")
  })

  it("is not made up, and an unknown state is no good one", async () => {
    const strange = await shown(of({ packageState: "Quiescent" }), "states")
    expect(strange.blocks[0]).toMatchObject({ tone: "unknown" })
    expect(told(strange.blocks)[0]).toContain("Quiescent, which the API does not document")
    expect(told(strange.blocks)).toContainEqual(
      "note Astra names no state that may follow this one.",
    )
    const silent = await shown(of({ packageStateTransitions: [] }), "states")
    expect(told(silent.blocks)).toContainEqual("note Astra does not say which states may follow.")
    expect((await shown(of({ packageState: "verifying" }), "states")).busy).toBe(true)
  })
})

describe("files", () => {
  it("are decoded and shown, and come in one archive by safe names", async () => {
    const { blocks } = await shown(of({}), "files")
    expect(told(blocks)[0]).toContain("f.yaml application/x-yaml 11")
    const [, contents] = blocks
    expect(contents?.kind === "fields" && valueOf(contents.row, "contents")).toBe("hello world")
    const [file] = sample.files
    const call = of({ files: [{ ...file, fileName: "../a/b.txt" }, file, file] })
    const response = await packages.reports?.[0]?.fetch(call, at, undefined)
    const zip = await bytesSource(new Uint8Array((await response?.arrayBuffer()) ?? [])).zip()
    const names: string[] = []
    for await (const entry of zip.eachEntry()) names.push(Buffer.from(entry.fileNameRaw).toString())
    expect(names).toEqual([".._a_b.txt", "f.yaml", "f (2).yaml"])
  })

  it("are cut where they are long, and said to be none where there are none", async () => {
    const long = Buffer.from("x".repeat(70_000)).toString("base64")
    const { blocks } = await shown(
      of({ files: [{ ...sample.files[0], fileContents: long }] }),
      "files",
    )
    expect(told(blocks).join("\n")).toMatch(/Only the first .* are shown/)
    const none = of({ files: [] })
    expect(told((await shown(none, "files")).blocks)).toEqual(["note It has no files."])
    const fetched = packages.reports?.[0]?.fetch(none, at, undefined) ?? Promise.resolve()
    expect((await problemOf(fetched)).trouble).toBe("missing")
  })

  it("that are no base64 or no text are not taken for text", async () => {
    const odd = of({
      files: [
        { ...sample.files[0], fileContents: "%%%" },
        { ...sample.files[0], fileContents: Buffer.from([0xff, 0xfe, 0]).toString("base64") },
      ],
    })
    const { blocks } = await shown(odd, "files")
    expect(blocks.filter(({ kind }) => kind === "fields")).toEqual([])
    expect(told(blocks).at(-1)).toContain("It is not text")
  })
})

describe("images, artifacts and dependencies", () => {
  it("are shown as they are, with what is missing", async () => {
    const contents = told((await shown(of({}), "contents")).blocks).join("\n")
    expect(contents).toContain("Images\nserver")
    expect(contents).toContain("chart.tgz")
    expect(contents).toContain("Images need others that are not in the package.")
    const none = told((await shown(of({ images: [], artifacts: undefined }), "contents")).blocks)
    expect(none.join("\n")).toContain("It has no images.")
    expect(none.join("\n")).toContain("Astra says nothing of its artifacts.")
  })

  it("tell a circle of images", async () => {
    const [image] = sample.images
    const images = [
      { ...image, imageName: "a", dependsOnImages: ["b"] },
      { ...image, imageName: "b", dependsOnImages: ["a"] },
    ]
    const words = told((await shown(of({ images }), "contents")).blocks).join("\n")
    expect(words).toContain("Images need each other in a circle")
  })
})

describe("the advisor", () => {
  it("judges every package of the name, each that is no good with why", async () => {
    const { call } = open()
    const all = await listAll(call)
    const trident = all.filter((row) => valueOf(row, "name") === "trident")
    const place = [{ in: "packages", id: trident[0]?.id ?? "" }]
    const { blocks } = await shown(call, "advice", place)
    const tables = blocks.flatMap((block) => (block.kind === "table" ? [block] : []))
    expect(tables.length).toBeGreaterThan(0)
    for (const { rows } of tables) {
      expect(rows).toHaveLength(trident.length)
      const unexplained = rows.filter(
        (row) => valueOf(row, "may") !== "yes" && valueOf(row, "why") === undefined,
      )
      expect(unexplained).toEqual([])
    }
  })
})
