import { expect, test } from "vitest"
import { partsFor } from "./partsFor.ts"

const parts = ["Cloud", "Optics", "Cloud West"].map((name) => ({ connection: { name } }))

const namesFor = (filters: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  partsFor(parts, { filters }).map(({ connection }) => connection.name)

test("only a filter by connection leaves parts out, as it does with their rows", () => {
  expect(namesFor({})).toEqual(["Cloud", "Optics", "Cloud West"])
  expect(namesFor({ state: ["failed"], connection: [] })).toHaveLength(3)
  expect(namesFor({ state: ["failed"], connection: ["cloud"] })).toEqual(["Cloud"])
  expect(namesFor({ connection: ["Optics", "Cloud West"] })).toEqual(["Optics", "Cloud West"])
})

test("a name that no connection has leaves none out: nothing is whole for it before all is", () =>
  expect(namesFor({ connection: ["Far"] })).toHaveLength(3))
