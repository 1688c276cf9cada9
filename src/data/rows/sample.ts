import * as fc from "fast-check"
import type { Cell, Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import type { Where } from "../../model/where.ts"

/** Fields of every kind that is compared in a way of its own. */
export const sampleFields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "version", label: "Version", kind: "version" },
  { id: "state", label: "State", kind: "status", options: ["failed", "running", "ready"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created", kind: "date" },
  { id: "tags", label: "Tags", kind: "list" },
  { id: "images", label: "Images", kind: "records" },
  { id: "signed", label: "Signed", kind: "flag" },
]

const word = fc.constantFrom(
  "log",
  "zoom",
  "Müller",
  "LOG4J",
  "ﬁle",
  "Σίσυφος",
  "a-b",
  "10",
  "9",
  "two\nlines",
)
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "))
const small = fc.integer({ min: 0, max: 20 })
const version = fc.oneof(
  fc.tuple(small, small, small).map((parts) => parts.join(".")),
  fc.tuple(small, small, small).map((parts) => `v${parts.join(".")}`),
  fc.tuple(small, small, small, small).map(([a, b, c, d]) => `${a}.${b}.${c}-rc.${d}`),
  fc.stringMatching(/^[vV]?([12]:)?0?[0-3](\.0?[0-3]){0,3}([-.~+_]?(rc|a|1|b2|r0)){0,2}$/),
  fc.constant("latest"),
)
const absent = fc.constantFrom<Cell>(
  { absent: "null" },
  { absent: "not-loaded" },
  { absent: "unreadable", said: "zoom" },
)

const cells = fc.record(
  {
    name: fc.oneof(name, absent),
    version: fc.oneof(version, absent),
    state: fc.oneof(fc.constantFrom("failed", "running", "ready", "melting"), absent),
    size: fc.oneof(fc.integer({ min: -2, max: 50 }), fc.constant(-0), absent),
    created: fc.oneof(
      small.map((day) => new Date(Date.UTC(2026, 0, day + 1))),
      absent,
    ),
    tags: fc.oneof(fc.array(word, { maxLength: 2 }), absent),
    images: fc.array(fc.record({ arch: word }), { maxLength: 3 }),
    signed: fc.oneof(fc.boolean(), absent),
  },
  { requiredKeys: ["name"] },
)

/** Rows with values that are equal, alike, absent and missing. */
export const someRows: fc.Arbitrary<readonly Row[]> = fc
  .array(cells, { maxLength: 60 })
  .map((all) => all.map((row, at) => ({ id: String(at), cells: row, raw: null })))

const filters = fc.record(
  {
    name: fc.array(word, { minLength: 1, maxLength: 2 }),
    version: fc.constantFrom([">2"], ["<=10.3"], ["2..4.1", "=1.2.3"], ["<2", "<=1.2"], ["1"]),
    state: fc.constantFrom(["failed"], ["ready", "Melting"]),
    size: fc.constantFrom(["5.."], ["..0"], ["10..20", "30"]),
    created: fc.constantFrom(["2026-01-05.."], ["..2026-01-03"]),
    signed: fc.constantFrom(["true"], ["false"]),
  },
  { requiredKeys: [] },
)

const where = fc.oneof(
  fc.constant(undefined),
  word.map((text): Where => ({ is: "text", text: `${text} ${text}` })),
  fc.constantFrom<Where>(
    { is: "not", of: { is: "field", field: "state", values: ["ready"] } },
    { is: "none", field: "size" },
    { is: "none", field: "tags" },
    {
      is: "any",
      of: [
        { is: "text", text: "zoom" },
        { is: "none", field: "tags" },
      ],
    },
  ),
)

/** Words whole and in parts, as they stand while they are typed. */
const text = fc
  .array(
    fc.tuple(word, fc.integer({ min: 1, max: 7 })).map(([all, length]) => all.slice(0, length)),
    { maxLength: 2 },
  )
  .map((words) => words.join(" "))

const sortKey = fc.record({
  field: fc.constantFrom(...sampleFields.map(({ id }) => id), "nothing"),
  desc: fc.boolean(),
})

export const someQuery: fc.Arbitrary<Query> = fc.record({
  text,
  filters,
  where,
  sort: fc.array(sortKey, { maxLength: 3 }),
  page: fc.constantFrom("", "2", "3"),
  size: fc.constantFrom(5, 20, 1000),
})
