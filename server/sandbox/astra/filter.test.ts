import { DatabaseSync } from "node:sqlite"
import { beforeAll, describe, expect, it } from "vitest"
import { createRandom, pick } from "../random.ts"
import { paths } from "./fields.ts"
import { compileFilter, parseFilter } from "./filter.ts"
import { InvalidParameter } from "./problems.ts"

type Row = {
  readonly packageName: string
  readonly packageVersion: string
  readonly packageState: string
  readonly bundleName?: readonly string[]
  readonly images?: readonly {
    imageName: string
    dependsOnImages?: readonly { imageName: string }[]
  }[]
  readonly upgradableVersions?: { minVersion?: string }
  readonly created: string
}

const rows: readonly Row[] = [
  {
    packageName: "acc",
    packageVersion: "22.10.0",
    packageState: "available",
    bundleName: ["acc.tar", "it's,one"],
    images: [
      { imageName: "web" },
      { imageName: "db", dependsOnImages: [{ imageName: "web" }, { imageName: "disk" }] },
    ],
    created: "2026-01-01T00:00:00.000001Z",
  },
  {
    packageName: "trident",
    packageVersion: "22.9.0",
    packageState: "corrupt",
    images: [],
    upgradableVersions: { minVersion: "22.1.0" },
    created: "2026-01-02T00:00:00.500000Z",
  },
  {
    packageName: "o'neil",
    packageVersion: "1.0.0",
    packageState: "verifying",
    created: "2026-01-03T10:00:00.000000Z",
  },
]

const db = new DatabaseSync(":memory:")

beforeAll(() => {
  db.exec(
    `create table rows ("packageName", "packageVersion", "packageState", "bundleName", images, "upgradableVersions", metadata)`,
  )
  const insert = db.prepare("insert into rows values (?, ?, ?, ?, ?, ?, ?)")
  for (const { packageName, packageVersion, packageState, created, ...row } of rows)
    insert.run(
      packageName,
      packageVersion,
      packageState,
      JSON.stringify(row.bundleName) ?? null,
      JSON.stringify(row.images) ?? null,
      JSON.stringify(row.upgradableVersions) ?? null,
      JSON.stringify({ labels: [], creationTimestamp: created }),
    )
})

/** The names of the rows that all filters keep. */
const keep = (...filters: readonly string[]): readonly string[] => {
  const { text, values } = compileFilter(filters.flatMap((filter) => parseFilter(filter)))
  return db
    .prepare(`select "packageName" as name from rows ${text} order by rowid`)
    .all(...values)
    .map(({ name }) => String(name))
}

const complaintAbout = (filter: string): string => {
  try {
    keep(filter)
  } catch (error) {
    if (error instanceof InvalidParameter) return error.message
    throw error
  }
  return "none"
}

describe("what a filter keeps", () => {
  it.each<[string, readonly string[]]>([
    ["packageName eq 'acc'", ["acc"]],
    ["  packageName   eq   'acc'  ", ["acc"]],
    ["packageName eq 'o''neil'", ["o'neil"]],
    ["packageName eq ''", []],
    ["packageName gt 'acc'", ["trident", "o'neil"]],
    ["packageName gte 'acc'", ["acc", "trident", "o'neil"]],
    ["packageName lt 'o'", ["acc"]],
    ["packageName lte 'o''neil'", ["acc", "o'neil"]],
    ["packageName in 'acc'", ["acc"]],
    ["packageName in 'acc','trident'", ["acc", "trident"]],
    ["packageName in 'acc,trident'", ["acc", "trident"]],
    ["packageName in ( 'acc' , 'trident' )", ["acc", "trident"]],
    ["packageName in ('acc','trident'),packageState eq 'corrupt'", ["trident"]],
    ["packageName in 'acc','trident' , packageState eq 'corrupt'", ["trident"]],
    ["packageState eq 'available',packageName eq 'acc'", ["acc"]],
    ["packageState eq 'available',packageName eq 'trident'", []],
    // Texts: 22.10 is before 22.9.
    ["packageVersion lt '22.9.0'", ["acc", "o'neil"]],
    ["bundleName[*] eq 'acc.tar'", ["acc"]],
    ["bundleName[*] eq 'it''s,one'", ["acc"]],
    ["images[*].imageName eq 'db'", ["acc"]],
    ["images[*].imageName eq 'cache'", []],
    ["images[*].dependsOnImages[*].imageName eq 'disk'", ["acc"]],
    ["images[*].dependsOnImages[*].imageName eq 'db'", []],
    ["upgradableVersions.minVersion gte '22'", ["trident"]],
    ["metadata.creationTimestamp gt '2026-01-01T00:00:00Z'", ["acc", "trident", "o'neil"]],
    ["metadata.creationTimestamp gt '2026-01-01T00:00:00.000001Z'", ["trident", "o'neil"]],
    ["metadata.creationTimestamp eq '2026-01-02T01:00:00.5+01:00'", ["trident"]],
    ["metadata.creationTimestamp lt '2026-01-02'", ["acc"]],
    ["packageName eq 'x'' or ''1'' = ''1'", []],
  ])("%s", (filter, names) => {
    expect(keep(filter)).toEqual(names)
  })

  it("wants every filter of a repeated parameter to hold", () => {
    expect(keep("packageName gt 'a'", "packageState eq 'corrupt'")).toEqual(["trident"])
    expect(keep()).toHaveLength(3)
  })
})

describe("complaints point at the place", () => {
  it.each([
    ["", "expected a field, an operator and a value at position 1"],
    ["packageName", "expected a field, an operator and a value at position 1"],
    ["packageName eq", "expected a field, an operator and a value at position 1"],
    ["packageName eq acc", "expected a value in single quotes at position 16"],
    ["packageName eq 'acc", "expected a value in single quotes at position 16"],
    [`packageName eq "acc"`, "expected a value in single quotes at position 16"],
    ["packageName ne 'acc'", `there is no operator "ne" at position 1`],
    ["packageName toString 'acc'", `there is no operator "toString" at position 1`],
    ["name eq 'acc'", `there is no field "name" at position 1`],
    ["images.imageName eq 'acc'", `there is no field "images.imageName" at position 1`],
    ["metadata eq 'x'", `there is no field "metadata" at position 1`],
    ["packageName eq 'acc',", "expected a field, an operator and a value at position 22"],
    ["packageName eq 'acc','b'", "expected a field, an operator and a value at position 22"],
    ["packageName eq 'acc' and packageName eq 'b'", `expected "," or the end at position 21`],
    ["packageName in ('acc'", `expected ")" at position 22`],
    ["packageName in ()", "expected a value in single quotes at position 17"],
    ["metadata.creationTimestamp gt 'soon'", "'soon' is not a date"],
  ])("%s", (filter, complaint) => {
    expect(complaintAbout(filter)).toBe(complaint)
  })
})

describe("any filter", () => {
  const random = createRandom("filters")
  const test = {
    eq: (a: string, b: string) => a === b,
    lt: (a: string, b: string) => a < b,
    gt: (a: string, b: string) => a > b,
    lte: (a: string, b: string) => a <= b,
    gte: (a: string, b: string) => a >= b,
  }
  const read: Readonly<Record<string, (row: Row) => readonly string[]>> = {
    packageName: (row) => [row.packageName],
    packageVersion: (row) => [row.packageVersion],
    packageState: (row) => [row.packageState],
    "bundleName[*]": (row) => row.bundleName ?? [],
    "images[*].imageName": (row) => row.images?.map(({ imageName }) => imageName) ?? [],
    "images[*].dependsOnImages[*].imageName": (row) =>
      row.images?.flatMap(({ dependsOnImages = [] }) =>
        dependsOnImages.map(({ imageName }) => imageName),
      ) ?? [],
    "upgradableVersions.minVersion": (row) =>
      [row.upgradableVersions?.minVersion].filter((one) => one !== undefined),
  }
  const words = ["acc", "22.10.0", "corrupt", "web", "disk", "o'neil", "", "it's,one", "~"] as const
  const operators = ["eq", "lt", "gt", "lte", "gte"] as const

  it("keeps what it says", () => {
    const [first = "", ...rest] = Object.keys(read)
    for (let run = 0; run < 2000; run += 1) {
      const terms = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
        path: pick(random, [first, ...rest]),
        by: pick(random, operators),
        word: pick(random, words),
      }))
      const text = terms
        .map(({ path, by, word }) => `${path} ${by} '${word.replaceAll("'", "''")}'`)
        .join(pick(random, [",", " , "]))
      const expected = rows
        .filter((row) =>
          terms.every(({ path, by, word }) => read[path]?.(row).some((one) => test[by](one, word))),
        )
        .map(({ packageName }) => packageName)
      expect({ text, kept: keep(text) }).toEqual({ text, kept: expected })
    }
  })

  it("can name every path of a package", () => {
    for (const path of paths)
      expect(parseFilter(`${path} eq 'x'`)).toEqual([{ path, by: "eq", values: ["x"] }])
  })
})
