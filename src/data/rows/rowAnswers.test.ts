import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Row } from "../../model/field.ts"
import { emptyQuery } from "../../model/query.ts"
import { rowFilter, rowOrder } from "../../model/search.ts"
import { answer } from "./answer.ts"
import { count } from "./countRows.ts"
import { FarIndexes, RemoteRows } from "./remoteRows.ts"
import { answerHere, countHere } from "./rowAnswers.ts"
import { sampleFields, someQuery, someRows } from "./sample.ts"
import { serveRows } from "./serveRows.ts"

const queries = fc.array(someQuery, { minLength: 1, maxLength: 6 })

/** `mostShared` 0: of no column are the texts shared, and of each they are let go. */
const remote = (mostShared?: number): RemoteRows => {
  const { port1, port2 } = new MessageChannel()
  serveRows(port2, mostShared)
  return new RemoteRows(new FarIndexes(port1), sampleFields)
}

describe("an index answers what going through all rows answers", () => {
  test("whatever is asked, one question after the other", () => {
    fc.assert(
      fc.property(someRows, queries, (rows, asked) => {
        for (const query of asked) {
          const found = rows.filter(rowFilter(sampleFields, query))
          const sorted = found.toSorted(rowOrder(sampleFields, query.sort))
          const page = query.page === "" ? 1 : Number(query.page)
          const { rows: shown, matching } = answerHere(sampleFields, rows, query)
          expect(matching).toBe(sorted.length)
          expect(shown).toEqual(sorted.slice((page - 1) * query.size, page * query.size))
          expect(answerHere(sampleFields, rows, query)).toEqual(answer(sampleFields, rows, query))
        }
      }),
      { numRuns: 400 },
    )
  })

  test("while one types, and takes it back", () => {
    fc.assert(
      fc.property(someRows, someQuery, (rows, query) => {
        const steps = Array.from(query.text, (_, at) => query.text.slice(0, at + 1))
        for (const text of [...steps, ...steps.toReversed()]) {
          const now = { ...query, text }
          expect(answerHere(sampleFields, rows, now)).toEqual(answer(sampleFields, rows, now))
        }
      }),
    )
  })

  test("of a list that grows in the middle, shrinks and changes", () => {
    const versions = fc.tuple(someRows, fc.array(fc.infiniteStream(fc.boolean()), { maxLength: 5 }))
    fc.assert(
      fc.property(versions, queries, ([rows, changes], asked) => {
        let list: readonly Row[] = rows
        for (const stays of changes) {
          list = rows.filter(() => stays.next().value)
          for (const query of asked)
            expect(answerHere(sampleFields, list, query)).toEqual(answer(sampleFields, list, query))
        }
      }),
    )
  })

  test.each([undefined, 0])("from the far end of a port, %s texts shared", async (mostShared) => {
    await fc.assert(
      fc.asyncProperty(someRows, someRows, queries, async (first, second, asked) => {
        const far = remote(mostShared)
        for (const rows of [first, [...first, ...second], second])
          for (const query of asked)
            expect(await far.answer(rows, query)).toEqual(answer(sampleFields, rows, query))
      }),
      { numRuns: 40 },
    )
  })
})

describe("an index counts what going through all rows counts", () => {
  const wanted = ["state", "signed", "tags", "name"]

  test("whatever is asked, with other questions between", () => {
    fc.assert(
      fc.property(someRows, queries, (rows, asked) => {
        for (const query of asked) {
          const counts = countHere(sampleFields, rows, query, wanted)
          expect(counts).toEqual(count(sampleFields, rows, query, wanted))
          expect(answerHere(sampleFields, rows, query)).toEqual(answer(sampleFields, rows, query))
        }
      }),
    )
  })

  test("from the far end of a port, while rows are asked for", async () => {
    await fc.assert(
      fc.asyncProperty(someRows, queries, async (rows, asked) => {
        const far = remote()
        for (const query of asked) {
          const counting = far.count(rows, query, wanted)
          expect(await far.answer(rows, query)).toEqual(answer(sampleFields, rows, query))
          expect(await counting).toEqual(count(sampleFields, rows, query, wanted))
        }
      }),
      { numRuns: 40 },
    )
  })

  test("as if the field itself were not filtered by, each value of a list once for a row", () => {
    const row = (id: string, state: string, tags: readonly string[]): Row => ({
      id,
      cells: { state, tags, signed: { absent: "null" } },
      raw: null,
    })
    const rows = [row("1", "ready", ["a", "a", "b"]), row("2", "failed", ["a"])]
    const query = { ...emptyQuery, filters: { state: ["ready"] } }
    expect(countHere(sampleFields, rows, query, ["state", "tags", "signed"])).toEqual(
      new Map([
        [
          "state",
          {
            words: new Map([
              ["ready", 1],
              ["failed", 1],
            ]),
            none: 0,
          },
        ],
        [
          "tags",
          {
            words: new Map([
              ["a", 1],
              ["b", 1],
            ]),
            none: 0,
          },
        ],
        ["signed", { words: new Map(), none: 1 }],
      ]),
    )
  })
})

describe("of many rows", () => {
  const rows = Array.from({ length: 5000 }, (_, at): Row => ({
    id: String(at),
    cells: {
      name: `package ${at % 7} ${String.fromCodePoint(97 + (at % 26))}`,
      size: (at * 7919) % 5000,
      version: `${at % 11}.${at % 13}.${at % 17}`,
    },
    raw: null,
  }))
  const ask = {
    ...emptyQuery,
    text: "package 3",
    sort: [
      { field: "version", desc: true },
      { field: "name", desc: false },
    ],
    size: 5000,
  }

  test.each(["package", "3 a", "z", "package 3 b", "nothing"])("finds %s", (text) => {
    const query = { ...ask, text }
    expect(answerHere(sampleFields, rows, query)).toEqual(answer(sampleFields, rows, query))
  })

  test("takes rows page by page", () => {
    for (let end = 700; end <= rows.length; end += 700) {
      const list = rows.slice(0, end)
      expect(answerHere(sampleFields, list, ask)).toEqual(answer(sampleFields, list, ask))
    }
  })

  test("answers only the latest of several questions at once", async () => {
    const far = remote()
    const texts = ["p", "pa", "pac", "package 4"]
    const answers = await Promise.all(texts.map((text) => far.answer(rows, { ...ask, text }, "me")))
    expect(answers.slice(1, 3)).toEqual([undefined, undefined])
    expect(answers[3]).toEqual(answer(sampleFields, rows, { ...ask, text: "package 4" }))
  })

  test("overtakes nobody else, and nobody who does not say who asks", async () => {
    const far = remote()
    const texts = ["package 1", "package 2", "package 3", "package 4", "package 5"]
    const who = ["table", "table", "palette", undefined, undefined]
    const answers = await Promise.all(
      texts.map((text, at) => far.answer(rows, { ...ask, text }, who[at])),
    )
    expect(answers).toEqual(texts.map((text) => answer(sampleFields, rows, { ...ask, text })))
  })

  test("counts one field for each who asks, of each the latest", async () => {
    const far = remote()
    const busy = far.answer(rows, ask)
    const wanted = ["state"]
    const asked = ["package 1", "package 2", "package 3"].map((text) => ({ ...ask, text }))
    const counts = await Promise.all(
      asked.map((query, at) => far.count(rows, query, wanted, at === 0 ? "pills" : "editor")),
    )
    const [first, , last] = asked.map((query) => count(sampleFields, rows, query, wanted))
    expect(counts).toEqual([first, undefined, last])
    await busy
  })

  test("says that the far end is no more, and asks it no more", async () => {
    const { port1 } = new MessageChannel()
    const far = new FarIndexes(port1)
    const lost = new RemoteRows(far, sampleFields)
    const waiting = lost.answer(rows, ask)
    far.fail(new Error("gone"))
    await expect(waiting).rejects.toThrow("gone")
    await expect(lost.answer(rows, ask)).rejects.toThrow("gone")
  })
})
