import { expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import { simple } from "../model/fieldName.ts"
import { isFieldWord } from "../model/fieldWords.ts"
import { providers } from "./index.ts"

const lists = await Promise.all(
  Object.values(providers).map(async (load) => Object.values((await load()).resources)),
)
const every = [{ id: "all", fields: commonFields }, ...lists.flat()]

test("the box of any list knows what columns other lists have", () => {
  const names = every.flatMap(({ fields }) => fields.flatMap(({ id, label }) => [id, label]))
  expect(names.filter((name) => !isFieldWord(simple(name)))).toEqual([])
})

test("no column is asked for by what another column of its list is called", () => {
  const taken = every.flatMap(({ id: list, fields }) =>
    fields.flatMap(({ id, label, late }) =>
      // What costs a call a row is asked for nothing, and leaves its name to what it is the name of.
      (late ? [] : fields)
        .filter((other) => other.id !== id && simple(other.id) === simple(label))
        .map((other) => `${list}: ${label} is ${id}, but ${other.id} is ${other.label}`),
    ),
  )
  expect(taken).toEqual([])
})
