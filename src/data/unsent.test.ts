import { afterEach, expect, test } from "vitest"
import { seeHere } from "./personal.ts"
import { dropUnsent, forgetUnsent, isAnyUnsent, keepUnsent, takeStock, unsentOf } from "./unsent.ts"

const typed = { values: { name: "Endpoints" } }

afterEach(() => {
  forgetUnsent()
  seeHere(undefined)
})

test("what was typed is for who typed it, until it stands in its form again", () => {
  seeHere("anna")
  keepUnsent("new connection", typed)
  expect(unsentOf("another")).toBeUndefined()
  expect(unsentOf("new connection")).toEqual(typed)
  expect(takeStock()).toEqual([typed])
  dropUnsent("new connection")
  expect(unsentOf("new connection")).toBeUndefined()
  expect(isAnyUnsent()).toBe(false)
})

test("it is told once, and forgotten where its form was not opened for a whole session", () => {
  seeHere("anna")
  keepUnsent("new connection", typed)
  expect(takeStock()).toEqual([typed])
  expect(unsentOf("new connection")).toEqual(typed)
  expect(takeStock()).toEqual([])
  expect(unsentOf("new connection")).toBeUndefined()
})

test("somebody else neither sees it nor leaves it for the one who typed it", () => {
  seeHere("anna")
  keepUnsent("new connection", typed)
  seeHere("ben")
  expect(unsentOf("new connection")).toBeUndefined()
  expect(takeStock()).toEqual([])
  seeHere("anna")
  expect(unsentOf("new connection")).toBeUndefined()
})

test("who signed out by hand leaves nothing, not even to themselves", () => {
  seeHere(undefined)
  keepUnsent("new connection", typed)
  expect(isAnyUnsent()).toBe(false)
  expect(unsentOf("new connection")).toBeUndefined()
})
