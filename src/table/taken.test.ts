import { expect, test } from "vitest"
import { Taken } from "./taken.ts"

const rows = (...ids: readonly string[]) =>
  new Map(ids.map((id) => [id, { id, cells: {}, raw: null }]))

test("whoever follows is told of each change, once, and of none when nothing changed", () => {
  const taken = new Taken()
  const heard: string[] = []
  const hear = (who: string) => () => void heard.push(`${who}: ${[...taken.rows().keys()].join()}`)
  const leave = taken.follow(hear("row"))
  taken.follow(hear("head"))
  const some = rows("a", "b")
  taken.set(some)
  taken.set(some)
  expect(heard).toEqual(["row: a,b", "head: a,b"])
  leave()
  taken.set(rows())
  expect(heard.slice(2)).toEqual(["head: "])
})
