import { expect, test } from "vitest"
import type { Input } from "../model/input.ts"
import { unsentIn } from "./unsentIn.ts"

const inputs: readonly Input[] = [
  { id: "address", label: "Address", kind: "url" },
  { id: "group", label: "Group", kind: "text" },
  { id: "token", label: "Token", kind: "secret" },
]
const settled = { address: "https://a.example", group: "", token: "" }

test("only what was changed is kept, so that what others change meanwhile stays theirs", () => {
  expect(unsentIn(inputs, { ...settled, group: "tools" }, settled)).toEqual({
    values: { group: "tools" },
  })
  expect(unsentIn(inputs, settled, settled)).toBeUndefined()
})

test("a secret is not kept, and that it was typed is", () => {
  const typed = { ...settled, group: "tools", token: "hush" }
  expect(unsentIn(inputs, typed, settled)).toEqual({ values: { group: "tools" }, secrets: true })
  expect(unsentIn(inputs, { ...settled, token: "hush" }, settled)).toEqual({
    values: {},
    secrets: true,
  })
})

test("what was emptied stays empty", () => {
  expect(unsentIn(inputs, { ...settled, address: "" }, settled)).toEqual({
    values: { address: "" },
  })
})
