import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { meantBy } from "./meant.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "status" },
]

const rows = ["@vitest/runner", "vitest", "tailwind-merge", "left-pad"].map((name, at): Row => ({
  id: String(at),
  cells: { name, state: "ready" },
  raw: null,
}))

const meant = (query: Partial<Query>) => meantBy(fields, "name", rows, { ...emptyQuery, ...query })

test("what was typed a slip away from a word that rows have is asked with that word, wherever it stands", () => {
  expect(meant({ filters: { name: ["vitset"] } })).toEqual({
    asked: { text: "", filters: { name: ["vitest"] } },
    words: ["vitest"],
  })
  expect(meant({ text: "vitset" })?.asked.text).toBe("vitest")
  // Of a name that has several parts those are mended that no row has.
  expect(meant({ filters: { name: ["tailwnd-merge"] } })?.words).toEqual(["tailwind-merge"])
  const either = ["vitset", "tailwnd"].map((text) => ({ is: "text", text }) as const)
  expect(meant({ where: { is: "any", of: either } })?.words).toEqual(["vitest", "tailwind"])
})

test("a word without a field is looked for in all that rows say in words, and the commonest is meant", () => {
  const said = ["failed", "failed", "field", "expired", "exported", "exported"].map(
    (state, at): Row => ({
      id: String(at),
      cells: { name: "x", state },
      raw: null,
    }),
  )
  const asked = { ...emptyQuery, text: "faield" }
  expect(meantBy(fields, "name", said, asked)?.words).toEqual(["failed"])
  // Fewer slips go before more rows.
  expect(meantBy(fields, "name", said, { ...asked, text: "expried" })?.words).toEqual(["expired"])
})

test("no number is meant for another: it is another version, or another weakness", () => {
  const near = [
    { id: "1", cells: { name: "certifi 2023.7.22", state: "CVE-2023-12346" }, raw: null },
  ]
  for (const text of ["CVE-2023-12345", "certifi 2024.7.22", "2023.7.23"])
    expect(meantBy(fields, "name", near, { ...emptyQuery, text })).toBeUndefined()
})

test("nothing is said to be meant that finds nothing, that is there, or that is left out", () => {
  expect(meant({ text: "vitset", filters: { state: ["failed"] } })).toBeUndefined()
  expect(meant({ text: "vitest", filters: { state: ["failed"] } })).toBeUndefined()
  expect(meant({ text: "zzqqx" })).toBeUndefined()
  expect(meant({ filters: { name: ["=vitset"] } })).toBeUndefined()
  expect(meant({ where: { is: "not", of: { is: "text", text: "vitset" } } })).toBeUndefined()
})
