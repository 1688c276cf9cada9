import Papa from "papaparse"
import { describe, expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { exportFormats, exportName, lackWords, withoutSigned, writeExport } from "./tableExport.ts"
import type { ExportFormat, ExportHead } from "./tableExport.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "made", label: "Made", kind: "date" },
  { id: "tags", label: "Tags", kind: "list" },
  { id: "scan", label: "Scan", kind: "status" },
]
const row = (name: string, cells: Row["cells"] = {}): Row => ({
  id: name,
  cells: { name, ...cells },
  raw: {},
})
const hostile = [
  '=HYPERLINK("http://evil","x")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  '=HYPERLINK("http://evil")\nand more',
  " =1+1",
  "\n=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "a;=1+1",
  'a "quoted", b',
  "two\nlines",
  "pipe | and \\ back",
  "é 漢 🚀",
]
const head: ExportHead = {
  title: "Packages",
  from: ["Portal (test)", "Demo"],
  exportedAt: "2026-11-21T08:00:00.000Z",
  query: 'state:failed created:<"7 days ago"',
  order: "Sorted by Name",
  rows: hostile.length,
  complete: true,
  incomplete: "",
}
const writeFile = (format: ExportFormat, rows: readonly Row[], more: Partial<ExportHead> = {}) =>
  writeExport({
    format,
    fields,
    rows,
    head: { ...head, ...more },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
const write = async (...file: Parameters<typeof writeFile>) => (await writeFile(...file)).text()

describe("CSV", () => {
  test("no cell of a hostile name begins a formula, and every name is there", async () => {
    const text = await write(
      "csv",
      hostile.map((name) => row(name)),
    )
    const lines = Papa.parse<string[]>(text.trimEnd()).data
    for (const cells of lines)
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@\t\r＝＋－＠]/)
    const names = lines.slice(6).map(([name = ""]) => name)
    expect(names.map((name) => name.replace(/^'/, ""))).toEqual(hostile)
  })
  test("nor does one behind a semicolon, where some spreadsheets split", async () => {
    const text = await write("csv", [row("a;=1+1")])
    const cells = Papa.parse<string[]>(text, { delimiter: ";" }).data.flat()
    expect(cells.some((cell) => cell.startsWith("a;=1+1"))).toBe(true)
    for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
  })
  test("is known as UTF-8 by a spreadsheet: one mark, before everything", async () => {
    const rows = Array.from({ length: 2500 }, () => row("東京 Fürsorge"))
    const bytes = Buffer.from(await (await writeFile("csv", rows)).arrayBuffer())
    expect(bytes.indexOf("\uFEFF")).toBe(0)
    expect(bytes.lastIndexOf("\uFEFF")).toBe(0)
    for (const format of ["json", "ndjson", "markdown"] as const) {
      const other = Buffer.from(await (await writeFile(format, rows)).arrayBuffer())
      expect(other.includes("\uFEFF")).toBe(false)
    }
  })
  test("names the query, the time, the order and what is missing before the columns", async () => {
    const text = await write("csv", [row("a")], { complete: false, incomplete: "stopped" })
    const lines = Papa.parse<string[]>(text.trimEnd()).data
    expect(lines[0]?.[0]).toContain("2026-11-21T08:00:00.000Z")
    expect(lines[1]?.[0]).toBe("# From: Portal (test) › Demo")
    expect(lines[2]?.[0]).toContain('created:<"7 days ago"')
    expect(lines[3]?.[0]).toBe("# Sorted by Name")
    expect(lines[4]?.[0]).toContain("rows. NOT COMPLETE: stopped")
    expect(lines[5]).toEqual(["Name", "Size", "Made", "Tags", "Scan"])
  })
  test("counts one row as one", async () => {
    expect(await write("csv", [row("a")], { rows: 1 })).toMatch(/\b1 row, all that match/)
  })
  test("writes values as machines read them, and says why one is missing", async () => {
    const text = await write("csv", [
      row("a", {
        size: 2048,
        made: new Date("2026-01-02T03:04:05Z"),
        tags: ["x", "y"],
        scan: { absent: "forbidden" },
      }),
    ])
    expect(text).toContain('"a","2048","2026-01-02T03:04:05.000Z","x; y","(forbidden)"')
  })
})

test("JSON holds every row and the head, over many parts", async () => {
  const rows = Array.from({ length: 2500 }, (_, at) => row(`p${at}`, { size: at }))
  const parsed: unknown = JSON.parse(await write("json", rows, { rows: 2500 }))
  expect(parsed).toMatchObject({ title: "Packages", rows: 2500, complete: true })
  expect(parsed).toHaveProperty("items.length", 2500)
  expect(parsed).toHaveProperty(["items", 2499, "name"], "p2499")
})

test("NDJSON is a line for each row behind one for the head", async () => {
  const text = await write(
    "ndjson",
    hostile.map((name) => row(name)),
  )
  const lines = text.trimEnd().split("\n")
  expect(lines).toHaveLength(hostile.length + 1)
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ export: { query: head.query } })
  expect(lines.slice(1).map((line): unknown => JSON.parse(line))).toMatchObject(
    hostile.map((name) => ({ name })),
  )
})

test("Markdown keeps a row on its line and a cell in its place", async () => {
  const rows = [...hostile, ...Array.from({ length: 1500 }, (_, at) => `p${at}`)].map((name) =>
    row(name),
  )
  const lines = (await write("markdown", rows)).trimEnd().split("\n")
  const table = lines.filter((line) => line.startsWith("|"))
  expect(table).toHaveLength(rows.length + 2)
  for (const line of table) expect(line.replaceAll(/\\./g, "").split("|")).toHaveLength(7)
})

test("Markdown shows a name as it is, and runs nothing of it", async () => {
  const text = await write("markdown", [
    row("<img src=x onerror=1> &lt; `a` [x](http://evil) *b* __init__ left_pad"),
  ])
  expect(text).toContain(
    "| &lt;img src=x onerror=1> &amp;lt; \\`a\\` \\[x\\](http\\://evil) \\*b\\* \\_\\_init\\_\\_ left_pad ",
  )
})

test("Markdown strikes no version through, and links no bare address", async () => {
  const text = await write("markdown", [
    row("5.0.0~beta~repack2-4"),
    row("see http://x.example and www.x.example or a.b@x.example"),
    row("@scope/left:pad wwwx.y"),
  ])
  expect(text).toContain("| 5.0.0\\~beta\\~repack2-4 ")
  expect(text).toContain("| see http\\://x.example and www\\.x.example or a.b\\@x.example ")
  expect(text).toContain("| @scope/left:pad wwwx.y ")
})

test.each(["json", "ndjson"] as const)(
  "%s has null where there is no value, and says beside it what is not known",
  async (format) => {
    const text = await write(format, [
      row("none", { size: { absent: "null", said: "-" }, made: { absent: "not-provided" } }),
      row("hidden", {
        size: { absent: "unreadable", said: "much" },
        tags: { absent: "forbidden", said: "not shown" },
        scan: { absent: "not-loaded" },
      }),
    ])
    const lines = text.trimEnd().split("\n")
    const whole: unknown =
      format === "json"
        ? JSON.parse(text)
        : { items: lines.slice(1).map((one): unknown => JSON.parse(one)) }
    const empty = { size: null, made: null, tags: null, scan: null }
    expect(whole).toHaveProperty("items", [
      { name: "none", ...empty },
      {
        name: "hidden",
        ...empty,
        absent: { size: "unreadable: much", tags: "forbidden", scan: "not loaded" },
      },
    ])
    const first = lines[0] ?? ""
    expect(first).toMatch(/"absent":"null: the provider has no value\. Where the row has a member/)
  },
)

test("the head says when the rows were read, where that is known", async () => {
  const readAt = "2026-11-20T07:00:00.000Z"
  expect(await write("csv", [], { readAt })).toContain(
    "exported 2026-11-21T08:00:00.000Z, read 2026-11-20T07:00:00.000Z",
  )
  expect(await write("json", [], { readAt })).toContain(`"readAt":"${readAt}"`)
})

test.each(exportFormats)("an empty %s still says of what it is", async (format) => {
  expect(await write(format, [], { rows: 0 })).toContain("2026-11-21T08:00:00.000Z")
})

test("names the columns whose values nobody asked for, and of how many rows", () => {
  const never = { absent: "not-loaded" } as const
  const known = { size: 1, tags: [], scan: { absent: "forbidden" } } as const
  expect(lackWords("not-loaded", fields, [row("a", known), row("b")])).toBe("")
  expect(lackWords("forbidden", fields, [row("a", known), row("b")])).toBe(
    "Scan forbidden for 1 row",
  )
  const rows = [
    row("a", { size: never, scan: never, tags: never }),
    row("b", { size: never, scan: never }),
    row("c", known),
  ]
  expect(lackWords("not-loaded", fields, rows)).toBe(
    "Size and Scan not loaded for 2 rows; Tags not loaded for 1 row",
  )
})

test("the head says which values are forbidden, of a file that is complete or not", async () => {
  const forbidden = "Scan forbidden for 1 row"
  expect(await write("csv", [], { rows: 2, forbidden })).toContain(
    "2 rows, all that match; Scan forbidden for 1 row",
  )
  expect(
    await write("csv", [], { rows: 2, complete: false, incomplete: "one is missing", forbidden }),
  ).toContain("2 rows. NOT COMPLETE: one is missing; Scan forbidden for 1 row")
  expect(await write("json", [], { forbidden })).toContain(`"forbidden":"${forbidden}"`)
})

test("the name of a file tells when, and that rows are missing", () => {
  expect(exportName("markdown", "all packages", head)).toBe(
    "all-packages-portal-test-demo-2026-11-21.md",
  )
  expect(exportName("csv", "packages", { ...head, complete: false })).toBe(
    "packages-portal-test-demo-2026-11-21-not-complete.csv",
  )
})

test("is cancelled between two parts", async () => {
  const abort = new AbortController()
  const rows = Array.from({ length: 3000 }, (_, at) => row(`p${at}`))
  const writing = writeExport({
    format: "csv",
    fields,
    rows,
    head,
    signal: abort.signal,
    onProgress: (written) => {
      if (written === 1000) abort.abort()
    },
  })
  await expect(writing).rejects.toThrow(/abort/i)
})

test("a signed link is in no file, and its head says so", async () => {
  const { written, leftOut } = withoutSigned([
    ...fields.slice(0, 1),
    { id: "url", label: "Download", kind: "link", signed: true },
  ])
  expect(written.map(({ id }) => id)).toEqual(["name"])
  expect(leftOut).toMatch(/^Download left out: signed links/)
  expect(await write("csv", [row("a")], { leftOut })).toContain("# Download left out: signed links")
  expect(await write("json", [row("a")], { leftOut })).toContain('"leftOut":"Download left out')
  expect(withoutSigned(fields)).toEqual({ written: fields, leftOut: "" })
})
