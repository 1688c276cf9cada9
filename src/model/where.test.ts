import { describe, expect, test } from "vitest"
import type { Row } from "./field.ts"
import { emptyQuery, readQuery } from "./query.ts"
import { readTyped, takenForWords } from "./readTyped.ts"
import { rowFilter } from "./search.ts"
import { printWhere, toParts } from "./where.ts"
import { fields, read, samplePaging as paging } from "./whereSample.ts"

const problem = (text: string) => {
  const answer = readTyped(fields, text)
  return "problem" in answer ? answer.problem : undefined
}

const row = (cells: Row["cells"]): Row => ({ id: "1", cells, raw: {} })
const holds = (text: string, cells: Row["cells"]): boolean =>
  rowFilter(fields, { ...emptyQuery, ...toParts(read(text)) })(row(cells))

describe("what a person writes", () => {
  const failed = { name: "zoom-tools", state: "failed", size: 60 * 1024 ** 2 }
  test.each([
    ["state:failed size:>50mb name:zoom", true],
    ["state:failed size:>60mb", false],
    ["size:>=60mb", true],
    ["size:<60mb", false],
    ["size:1mb..100mb -state:ready", true],
    ["-state:failed", false],
    ["NOT state:failed OR name:zoom", true],
    ["state:ready,failed", true],
    ["(state:ready OR size:<1kb) zoom", false],
    ["state:ready OR size:<1kb zoom", false],
    ["zoom AND tools", true],
    ['"zoom-tools"', true],
    ['"zoom tools"', false],
    ["no:signed", true],
    ["no:name", false],
    ["Name:=zoom-tools", true],
    ["name:=zoom", false],
    ['name:"=zoom-tools"', false],
    ['name:="zoom-tools"', true],
    ['name:"zoom-"', true],
    ["createdon:2026-01-31", false],
  ])("%s", (text, expected) => {
    expect(holds(text, failed)).toBe(expected)
  })

  test("what is in quotes has no sign", () => {
    const odd = { name: "a=1" }
    expect(holds('name:"=1"', odd)).toBe(true)
    expect(holds("name:=1", odd)).toBe(false)
    expect(holds('name:"="', odd)).toBe(true)
    expect(holds('name:"\\\\=1"', odd)).toBe(false)
    expect(printWhere(read('name:"=1"'))).toBe('name:"=1"')
  })

  test("versions are compared as versions", () => {
    const of = (version: string) => (text: string) => holds(text, { version })
    const two = of("2.0.0")
    expect(["version:>2", "version:<2", "version:>2.0", "version:>10"].filter(two)).toEqual([])
    const good = [
      "version:>=2",
      "version:<=2.0",
      "version:>1.9.9",
      "version:1.5..2",
      "version:..v2",
    ]
    expect(good.filter(two)).toEqual(good)
    expect(
      ["v2.0.1", "2.1", "10.0.0", "3.0.0-rc.1"].filter((one) => of(one)("version:>2")),
    ).toHaveLength(4)
    expect(
      ["2", "v2.0", "2.0.0-rc.1", "1.10.0", "latest", ""].filter((one) => of(one)("version:>2")),
    ).toEqual([])
    expect(two("-version:>2")).toBe(true)
    expect(two('version:">2"')).toBe(false)
    expect(of("a>2")('version:">2"')).toBe(true)
  })

  test("versions that are no semver are on one side of a bound, and on the right one", () => {
    const within = (text: string, ...versions: readonly string[]): readonly string[] =>
      versions.filter((version) => holds(text, { version }))
    const early = ["2.0-rc1", "2.0.0-rc_1", "2.0.0-rc.1", "2.0~beta2", "2.0-SNAPSHOT"]
    expect(within("version:>2", ...early)).toEqual([])
    expect(within("version:<2", ...early)).toEqual(early)
    expect(within("version:<2", "1:1.0-1", "latest")).toEqual([])
    expect(within("version:>2", "1:1.0-1", "latest")).toEqual(["1:1.0-1"])
    // A revision of Debian comes behind what it revises.
    expect(within("version:<=1.2", "1.2-1", "1.2")).toEqual(["1.2"])
    expect(within("version:>1.2", "1.2-1", "1.2")).toEqual(["1.2-1"])
    expect(within("version:1.2..2", "1.2-1", "2.0-1")).toEqual(["1.2-1"])
    expect(within("version:>1", "V1.2")).toEqual(["V1.2"])
    expect(within("version:<=V1.2", "V1.2", "1.3")).toEqual(["V1.2"])
  })

  test("three dots are no range of versions", () => {
    expect(holds("version:1.2...3", { version: "2.0.0" })).toBe(false)
    expect(holds("version:1.2...3", { version: "1.2...3" })).toBe(true)
  })

  test("what begins with a sign of comparison is asked for in quotes", () => {
    expect(holds('name:">b"', { name: "a >b" })).toBe(true)
    expect(holds('name:=">b"', { name: ">b" })).toBe(true)
    expect(holds('state:"<none>"', { state: "<none>" })).toBe(true)
    expect(holds('state:"=x"', { state: "=x" })).toBe(true)
  })

  test("a column goes by other names, too", () => {
    expect(read("containers:a")).toEqual(read("images:a"))
  })

  test("days and spans of time", () => {
    const day = 86_400_000
    const old = { created: new Date(Date.now() - 8 * day) }
    expect(holds('created:<"7 days ago"', old)).toBe(true)
    expect(holds('created:>"7 days ago"', old)).toBe(false)
    expect(holds('created:"2 weeks ago..7 days ago"', old)).toBe(true)
    expect(holds("created:today", { created: new Date() })).toBe(true)
    const end = { created: new Date("2026-01-31T23:59:59.999Z") }
    expect(holds("created:>2026-01-31", end)).toBe(false)
    expect(holds("created:<=2026-01-31", end)).toBe(true)
    expect(holds("created:<2026-01-31", end)).toBe(false)
    expect(holds("created:2026-01", end)).toBe(true)
    expect(holds("created:>2026-01", end)).toBe(false)
    expect(holds("created:2026", end)).toBe(true)
    expect(holds("created:<2026", end)).toBe(false)
  })

  test("what has a place of its own goes there, and the rest stays", () => {
    expect(toParts(read('zoom state:failed "two words" state:ready -size:>1mb'))).toEqual({
      text: "zoom",
      filters: { state: ["failed"] },
      where: {
        is: "all",
        of: [
          { is: "text", text: "two words" },
          { is: "field", field: "state", values: ["ready"] },
          { is: "not", of: { is: "field", field: "size", values: [">1mb"] } },
        ],
      },
    })
  })

  test("what is said twice is said once", () => {
    expect(toParts(read("state:failed,failed state:failed")).filters).toEqual({ state: ["failed"] })
    const twice = toParts(read('(a OR b) "two words" (a OR b) "two words" size:>1 size:>1 size:<2'))
    expect(printWhere(twice.where)).toBe('(a OR b) "two words" size:<2')
    expect(twice.filters).toEqual({ size: [">1"] })
    expect(toParts(read("walla walla")).text).toBe("walla walla")
    expect(printWhere(read("-state:failed,failed"))).toBe("-state:failed")
    expect(toParts(read("space:a space:a")).filters).toEqual({ space: ["a"] })
  })

  test("conditions on a field whose values must all hold are one filter", () => {
    expect(toParts(read('selector:env=prod zoom (selector:"a,b" selector:env=prod)'))).toEqual({
      text: "zoom",
      filters: { selector: ["env=prod", "a,b"] },
    })
  })

  test("digests and addresses are words", () => {
    expect(toParts(read("sha256:abc https://a/b pkg:npm/left-pad")).text).toBe(
      "sha256:abc https://a/b pkg:npm/left-pad",
    )
  })
})

test.each([
  ["size:50 AND mb", 'size:50 "mb"'],
  ['size:>50 "KiB" zoom', 'size:>50 "KiB" zoom'],
  ['created:2026 "days" ago', 'created:2026 "days" ago'],
  ["size:50 zoom mb", "size:50 zoom mb"],
  ["mb size:50", "mb size:50"],
])("what a number would be read with stays a word: %s", (text, printed) => {
  expect(printWhere(read(text))).toBe(printed)
  expect(read(printed)).toEqual(read(text))
})

describe("what is no field before a colon is part of a word", () => {
  test.each([
    "registry.example.com/debian/golang-x:1.0.0_git",
    "libc6:amd64",
    "registry.example.com:5000/x",
    // A slip away from a field, but a port and a path.
    "state1:5000/x",
    "img@sha256:7fa5",
    "node:20@sha256:7fa5a3c2",
    // Known to the field's name, were it not for the sign.
    "na/me:1.0",
    "@scope/name:1.0",
    "libc6:",
    // A package, and not a name that is misspelt.
    "mode:amd64",
  ])("%s", (text) => {
    expect(toParts(read(`state:failed ${text}`))).toEqual({
      text,
      filters: { state: ["failed"] },
    })
    expect(read(`-${text}`)).toEqual({ is: "not", of: { is: "text", text } })
    expect(read(printWhere(read(text)))).toEqual(read(text))
  })
  test.each([
    "sate:failed",
    "stat:failed",
    "Sttae:failed",
    "creatd:today",
    'libc6:"a b"',
    "foo:>1",
    // Columns of other lists, and a slip away from one.
    "type:docker",
    "owner:me",
    "catgory:custom",
  ])("but %s is said to be none", (text) => {
    expect(problem(text)?.message).toContain("put them in quotes")
  })
})

test("which words were taken for words is known", () => {
  const text = 'state:failed libc6:amd64 (a:b OR "c:d") sha256:77 docker.io/x:1 -a:b host1:80/x'
  expect(takenForWords(fields, text)).toEqual(["libc6:amd64", "a:b"])
  expect(takenForWords(fields, "(")).toEqual([])
})

test("a column that only other lists have is said to be theirs, with what this one has", () => {
  expect(problem("zoom -type:docker")).toEqual({
    at: 6,
    length: 4,
    message:
      'This list has no column "type". It has: name, state, size, createdon, signed, version, images, space. To search for these words, put them in quotes.',
  })
})

describe("what cannot be read is shown where it is", () => {
  test.each([
    ["name:zoom stat:failed", 10, 4, "stat"],
    ["state:", 5, 1, "State"],
    ["size:>big", 5, 4, "50mb"],
    ["created:soon", 8, 4, "days ago"],
    ["created:>2026-13-45 zoom", 8, 11, "2026-01-31"],
    ["created:>7", 8, 2, "2026-01-31"],
    ["created:<7 days ago", 8, 11, 'Put it in quotes: created:<"7 days ago"'],
    ["size:>50 mb", 5, 6, "Write it without the blank: size:>50mb"],
    ["-created:<=2026  days ago)", 9, 16, 'created:<="2026 days ago"'],
    ["created:2 weeks ago..7 days ago x", 8, 23, 'created:"2 weeks ago..7 days ago"'],
    ["size:5mb..1mb", 5, 8, "turn its ends round"],
    ["(state:failed", 0, 1, "bracket"],
    ["state:failed)", 12, 1, "bracket"],
    ['name:"zoom', 5, 1, "quote"],
    ["name:>b zoom", 5, 2, "cannot be more or less"],
    ["state:a,>=ready", 8, 7, "ask for a value"],
    ["images:<5", 7, 2, "in quotes"],
    ["space:>5", 6, 2, "cannot be more or less"],
    ["signed:>1", 7, 2, "yes or no"],
    ["version:>latest", 8, 7, ">1.2"],
    ["version:3..2", 8, 4, "turn its ends round"],
    ["zoom no:", 5, 3, "after no:"],
    ["signed:perhaps", 7, 7, "yes or no"],
    ["OR state:failed", 0, 2, "before OR"],
    ["name:a OR", 7, 2, "after OR"],
    ["scan:pass", 0, 4, "Scan"],
    ["-space:a", 1, 5, "Only the provider"],
    ["space:a OR name:b", 0, 5, "Only the provider"],
    ["no:space", 0, 8, "Only the provider"],
    ["space:a zoom space:b", 13, 5, "in one condition"],
    ["selector:a (selector:b OR zoom)", 12, 8, "Only the provider"],
    [`${"(".repeat(60)}a${")".repeat(60)}`, 50, 1, "too many"],
    [`${"NOT ".repeat(60)}a`, 200, 4, "too many NOTs"],
    [`${"-".repeat(60)}a`, 50, 1, "too many NOTs"],
  ])("%s", (text, at, length, said) => {
    expect(problem(text)).toEqual({
      at,
      length,
      message: expect.stringContaining(said),
    })
  })
  test("a link that compares what cannot be compared loses that and says so", () => {
    const params = new URLSearchParams({ state: ">=", name: ">>3", images: ">2", version: ">>3" })
    const { query, dropped } = readQuery(fields, paging, params)
    expect(query.filters).toEqual({})
    expect(dropped).toHaveLength(4)
    for (const [at, sign] of [">=", ">>3", ">2", ">>3"].entries())
      expect(dropped[at]).toContain(`"${sign}": `)
  })
  test("a link has one filter by a field that only the provider answers, or says what it left out", () => {
    const of = (search: string) => readQuery(fields, paging, new URLSearchParams(search))
    const two = of("space=a&where=space:b zoom")
    expect(two.query).toMatchObject({ text: "zoom", filters: { space: ["a"] } })
    expect(two.query.where).toBeUndefined()
    expect(two.dropped).toEqual([expect.stringContaining('"space:b": Only the provider')])
    const all = of("selector=a&where=selector:b")
    expect(all).toMatchObject({ query: { filters: { selector: ["a", "b"] } }, dropped: [] })
    expect(of("where=space:b")).toMatchObject({ query: { filters: { space: ["b"] } }, dropped: [] })
  })
  test("a link filters by nothing that the box cannot filter by", () => {
    const { query, dropped } = readQuery(fields, paging, new URLSearchParams("links=foo"))
    expect(query.filters).toEqual({})
    expect(dropped).toEqual(['"links": A list cannot be filtered by Links'])
    expect(problem("links:foo")?.message).toBe("A list cannot be filtered by Links.")
  })
  test("a link that cannot be read narrows to nothing and says so", () => {
    const params = new URLSearchParams({ where: "gone:1", state: "failed" })
    const { query, dropped } = readQuery(fields, paging, params)
    expect(query).toMatchObject({ filters: { state: ["failed"] } })
    expect(query.where).toBeUndefined()
    expect(dropped[0]).toContain('This list has no column "gone"')
  })
})
