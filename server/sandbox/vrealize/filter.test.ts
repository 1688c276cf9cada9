import { DatabaseSync } from "node:sqlite"
import { beforeAll, describe, expect, it } from "vitest"
import { createRandom, pick } from "../random.ts"
import { addFunctions, compileFilter } from "./compile.ts"
import type { Properties } from "./compile.ts"
import { InvalidArgument } from "./errors.ts"
import { parseFilter } from "./filter.ts"

type Row = {
  readonly name: string
  readonly description: string | null
  readonly version: number
  readonly createdDate: string
}

const row = (
  name: string,
  description: string | null,
  version: number,
  createdDate: string,
): Row => ({ name, description, version, createdDate })

const rows: readonly Row[] = [
  row("nginx", "web server", 0, "2025-01-01T00:00:00.000Z"),
  row("Nginx", null, 1, "2025-02-01T10:00:00.000Z"),
  row("ÄPFEL", "it's O'Brien's", 2, "2025-03-01T10:00:00.500Z"),
  row("eq", "", 3, "2025-04-01T00:00:00.000Z"),
  row("50% off_", "and or not (", 10, "2025-05-01T00:00:00.000Z"),
  row("a/b", null, -5, "2025-06-01T00:00:00.000Z"),
]

const properties: Properties = new Map([
  ["name", "text"],
  ["description", "text"],
  ["version", "number"],
  ["createdDate", "date"],
  ["owner/name", "text"],
])

const db = new DatabaseSync(":memory:")

beforeAll(() => {
  addFunctions(db)
  db.exec(
    `create table rows (name text, description text, version integer, "createdDate" text,
      "owner/name" text generated always as ('owner of ' || name) virtual)`,
  )
  const insert = db.prepare("insert into rows values (?, ?, ?, ?)")
  for (const { name, description, version, createdDate } of rows)
    insert.run(name, description, version, createdDate)
})

/** The names of the rows that a filter keeps. */
const keep = (filter: string): readonly string[] => {
  const { text, values } = compileFilter(parseFilter(filter), properties)
  return db
    .prepare(`select name from rows where ${text} order by rowid`)
    .all(...values)
    .map(({ name }) => String(name))
}

const complaintAbout = (filter: string): string => {
  try {
    keep(filter)
  } catch (error) {
    if (error instanceof InvalidArgument) return error.message
    throw error
  }
  return "none"
}

describe("what a $filter keeps", () => {
  it.each<[string, readonly string[]]>([
    ["name eq 'nginx'", ["nginx"]],
    ["'nginx' eq name", ["nginx"]],
    ["name ne 'nginx'", ["Nginx", "ÄPFEL", "eq", "50% off_", "a/b"]],
    ["name eq 'eq'", ["eq"]],
    ["name  eq\t'nginx' ", ["nginx"]],
    ["description eq 'it''s O''Brien''s'", ["ÄPFEL"]],
    ["description eq ''", ["eq"]],
    ["description eq null", ["Nginx", "a/b"]],
    ["null eq description", ["Nginx", "a/b"]],
    ["description ne null", ["nginx", "ÄPFEL", "eq", "50% off_"]],
    ["description ne 'web server'", ["Nginx", "ÄPFEL", "eq", "50% off_", "a/b"]],
    ["not description eq null", ["nginx", "ÄPFEL", "eq", "50% off_"]],
    ["version gt 2", ["eq", "50% off_"]],
    ["version ge 2", ["ÄPFEL", "eq", "50% off_"]],
    ["version lt 1", ["nginx", "a/b"]],
    ["version le 1", ["nginx", "Nginx", "a/b"]],
    ["version eq -5", ["a/b"]],
    ["version gt 1.5 and version lt 2.5", ["ÄPFEL"]],
    ["name gt 'eq'", ["nginx", "ÄPFEL"]],
    ["createdDate ge '2025-03-01T10:00:00.500Z'", ["ÄPFEL", "eq", "50% off_", "a/b"]],
    ["createdDate gt '2025-03-01T10:00:00.500Z'", ["eq", "50% off_", "a/b"]],
    ["createdDate lt datetime'2025-02-01'", ["nginx"]],
    ["createdDate eq datetimeoffset'2025-02-01T12:00:00+02:00'", ["Nginx"]],
    ["createdDate eq '2025-02-01T10:00'", ["Nginx"]],
    ["startswith(name,'n')", ["nginx"]],
    ["startswith(tolower(name), 'n')", ["nginx", "Nginx"]],
    ["startswith(description,'')", ["nginx", "ÄPFEL", "eq", "50% off_"]],
    ["endswith(name,'x')", ["nginx", "Nginx"]],
    ["endswith(name,'')", ["nginx", "Nginx", "ÄPFEL", "eq", "50% off_", "a/b"]],
    ["endswith(name,'a longer text than any name')", []],
    ["substringof('%',name)", ["50% off_"]],
    ["substringof('_',name)", ["50% off_"]],
    ["substringof('gin',name) eq true", ["nginx", "Nginx"]],
    ["substringof('gin',name) ne true", ["ÄPFEL", "eq", "50% off_", "a/b"]],
    ["not substringof('r',description)", ["Nginx", "eq", "a/b"]],
    ["length(name) eq 5", ["nginx", "Nginx", "ÄPFEL"]],
    ["tolower(name) eq 'äpfel'", ["ÄPFEL"]],
    ["toupper(name) eq 'NGINX'", ["nginx", "Nginx"]],
    ["owner/name eq 'owner of eq'", ["eq"]],
    ["substringof('/', name) or version eq 10 and name eq 'x'", ["a/b"]],
    ["(substringof('/', name) or version eq 10) and name eq 'x'", []],
    ["not (version gt 0 or version lt 0)", ["nginx"]],
    ["not not version eq 0", ["nginx"]],
    ["not version eq 0 and version lt 2", ["Nginx", "a/b"]],
    ["((((version eq 3))))", ["eq"]],
    ["true", rows.map(({ name }) => name)],
    ["false or version eq 3", ["eq"]],
    ["name eq ''' or 1 eq 1 or name eq '''", []],
  ])("%s", (filter, names) => {
    expect(keep(filter)).toEqual(names)
  })
})

describe("complaints point at the place", () => {
  it.each([
    ["", "expected a value, found the end at position 1"],
    ["name", "expected something that is true or false, found a text at position 1"],
    ["name eq", "expected a value, found the end at position 8"],
    ["name eq nginx", `there is no property "nginx" at position 9`],
    ["name = 'x'", `unexpected "=" at position 6`],
    ["name eq 'x", "a text without its closing quote at position 9"],
    ["name eq 'x' name", `expected and, or, or the end, found "name" at position 13`],
    ["name eq 'x' and", "expected a value, found the end at position 16"],
    ["name eq 'x' or or", `expected a value, found the operator "or" at position 16`],
    ["(name eq 'x'", `expected ")", found the end at position 13`],
    ["name eq 'x')", `expected and, or, or the end, found ")" at position 12`],
    ["nome eq 'x'", `there is no property "nome" at position 1`],
    ["name/first eq 'x'", `there is no property "name/first" at position 1`],
    ["contains(name,'x')", `there is no function "contains" at position 1`],
    ["startswith(name)", "startswith takes two values at position 1"],
    ["length(name,'x') eq 1", "length takes one value at position 1"],
    ["startswith(version,'1')", "startswith takes texts, not a number at position 12"],
    ["version eq 'x'", `"eq" cannot compare a number with a text at position 9`],
    ["name eq 5", `"eq" cannot compare a text with a number at position 6`],
    ["name gt null", `"gt" cannot compare null at position 6`],
    ["startswith(name,'x') gt true", `"gt" cannot compare true or false at position 22`],
    ["createdDate gt 'soon'", "'soon' is not a date at position 16"],
    ["createdDate gt '2025'", "'2025' is not a date at position 16"],
    ["createdDate gt datetime'2025-13-01'", "'2025-13-01' is not a date at position 16"],
    ["version add 1 eq 2", `"add" is not supported at position 9`],
    ["replace(name,'a','b') eq 'x'", `"replace" is not supported at position 1`],
    ["version eq 5abc", `unexpected "5" at position 12`],
    ["name and version", "expected something that is true or false, found a text at position 1"],
    ["not name", "expected something that is true or false, found a text at position 5"],
    [`${"(".repeat(41)}true${")".repeat(41)}`, "nested too deeply at position 41"],
    [Array.from({ length: 1001 }, () => "true").join(" or "), "too long at position 1"],
  ])("%s", (filter, complaint) => {
    expect(complaintAbout(filter)).toBe(`$filter: ${complaint}.`)
  })

  it("takes what is just within the limits", () => {
    expect(keep(`${"(".repeat(40)}version eq 3${")".repeat(40)}`)).toEqual(["eq"])
    expect(keep(`${"not ".repeat(40)}version eq 3`)).toEqual(["eq"])
    expect(keep(Array.from({ length: 400 }, (_, at) => `version eq ${at}`).join(" or "))).toEqual([
      "nginx",
      "Nginx",
      "ÄPFEL",
      "eq",
      "50% off_",
    ])
  })
})

/** A filter as written, and what it should say of a row. */
type Sample = { readonly text: string; readonly holds: (row: Row) => boolean }

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

const leaf = (random: () => number): Sample => {
  const field = pick(random, ["name", "description"])
  const fragment = pick(random, ["n", "N", "", "x", "it's", "'", "off_", "%", "eq", "web server"])
  const number = pick(random, [-5, 0, 1, 2, 3, 9.5])
  const date = rows[Math.floor(random() * rows.length)]?.createdDate ?? ""
  const read = (from: Row): string | null => (field === "name" ? from.name : from.description)
  return pick<Sample>(random, [
    { text: `${field} eq ${quote(fragment)}`, holds: (r) => read(r) === fragment },
    { text: `${field} ne ${quote(fragment)}`, holds: (r) => read(r) !== fragment },
    { text: `${field} eq null`, holds: (r) => read(r) === null },
    {
      text: `startswith(${field},${quote(fragment)})`,
      holds: (r) => read(r)?.startsWith(fragment) ?? false,
    },
    {
      text: `endswith(${field}, ${quote(fragment)})`,
      holds: (r) => read(r)?.endsWith(fragment) ?? false,
    },
    {
      text: `substringof(${quote(fragment)},tolower(${field}))`,
      holds: (r) => read(r)?.toLowerCase().includes(fragment) ?? false,
    },
    {
      text: `length(${field}) gt ${number}`,
      holds: (r) => (read(r)?.length ?? -Infinity) > number,
    },
    { text: `version le ${number}`, holds: (r) => r.version <= number },
    { text: `version ge ${number}`, holds: (r) => r.version >= number },
    { text: `createdDate lt '${date}'`, holds: (r) => r.createdDate < date },
    { text: `datetime'${date}' lt createdDate`, holds: (r) => r.createdDate > date },
  ])
}

const sample = (random: () => number, depth: number): Sample => {
  if (depth === 0 || random() < 0.25) return leaf(random)
  const a = sample(random, depth - 1)
  const b = sample(random, depth - 1)
  return pick<Sample>(random, [
    { text: `(${a.text}) and (${b.text})`, holds: (r) => a.holds(r) && b.holds(r) },
    { text: `(${a.text}) or (${b.text})`, holds: (r) => a.holds(r) || b.holds(r) },
    { text: `not (${a.text})`, holds: (r) => !a.holds(r) },
    { text: `(${a.text}) eq true`, holds: (r) => a.holds(r) },
  ])
}

/** Filters without parentheses, where precedence decides. */
const flat = (random: () => number): Sample => {
  const terms = Array.from({ length: 2 + Math.floor(random() * 4) }, () => ({
    not: random() < 0.3,
    of: leaf(random),
    by: random() < 0.5 ? "and" : "or",
  }))
  const text = terms
    .map(({ not, of, by }, at) => `${at === 0 ? "" : `${by} `}${not ? "not " : ""}${of.text}`)
    .join(" ")
  return {
    text,
    holds: (r) => {
      const groups: boolean[] = []
      for (const [at, { not, of, by }] of terms.entries()) {
        const value = of.holds(r) !== not
        if (at > 0 && by === "and") groups.push((groups.pop() ?? true) && value)
        else groups.push(value)
      }
      return groups.includes(true)
    },
  }
}

describe("any filter", () => {
  const random = createRandom("filters")
  it.each([
    ["nested", () => sample(random, 4)],
    ["flat", () => flat(random)],
  ] as const)("keeps what it says, %s", (_, make) => {
    for (let run = 0; run < 1500; run += 1) {
      const { text, holds } = make()
      const expected = rows.filter(holds).map(({ name }) => name)
      expect({ text, kept: keep(text) }).toEqual({ text, kept: expected })
    }
  })

  it("is either kept or complained about, whatever it is made of", () => {
    const pieces = [
      "name",
      "'x'",
      "eq",
      "(",
      ")",
      "and",
      "not",
      "5",
      ",",
      "length",
      "null",
      "'",
      "@",
    ]
    const [first = "name", ...rest] = pieces
    const complaints = Array.from({ length: 3000 }, () => {
      const length = 1 + Math.floor(random() * 7)
      const text = Array.from({ length }, () => pick(random, [first, ...rest])).join(" ")
      return complaintAbout(text)
    })
    const kept = complaints.filter((complaint) => complaint === "none").length
    const pointed = complaints.filter((text) => /^\$filter: .+ at position \d+\.$/.test(text))
    expect(kept + pointed.length).toBe(complaints.length)
    expect(kept).toBeGreaterThan(0)
  })
})
