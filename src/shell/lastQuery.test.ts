import { beforeEach, expect, test } from "vitest"
import {
  forgetQueries,
  lastQueryOf,
  openedFrom,
  rememberPage,
  rememberQuery,
  withLastQuery,
} from "./lastQuery.ts"

beforeEach(forgetQueries)

test("the way back up leads to the list as it was left", () => {
  rememberQuery("/c/a/packages", "?state=READY")
  rememberQuery("/c/a/packages/x", "")
  expect(withLastQuery("/c/a/packages")).toBe("/c/a/packages?state=READY")
  expect(withLastQuery("/c/a/packages?own=1")).toBe("/c/a/packages?own=1")
  rememberPage("/c/a/packages", "?state=READY&page=2")
  expect(lastQueryOf("/c/a/packages")).toBe("?state=READY&page=2")
})

test("the way back up opens no dialog again", () => {
  rememberQuery("/c/a/packages/x", "?tab=checks&of=repro")
  expect(lastQueryOf("/c/a/packages/x")).toBe("?tab=checks&of=repro")
  rememberQuery("/c/a/packages/x", "?tab=use&do=deploy&of=1")
  expect(lastQueryOf("/c/a/packages/x")).toBe("?tab=use")
  rememberQuery("/c/a/packages", "?do=create")
  expect(lastQueryOf("/c/a/packages")).toBe("")
})

test("an item knows the list it was opened from, before and after the address is remembered", () => {
  rememberQuery("/packages", "?q=zoom")
  expect(openedFrom("/c/a/packages/x")).toBe("/packages")
  rememberQuery("/c/a/packages/x", "")
  expect(openedFrom("/c/a/packages/x")).toBe("/packages")
  // From one item to the next it is still that list.
  rememberQuery("/c/b/packages/y", "")
  expect(openedFrom("/c/b/packages/y")).toBe("/packages")
})

test("a list that it cannot have been opened from is none", () => {
  rememberQuery("/c/a/packages", "")
  rememberQuery("/c/a/packages/x", "")
  expect(openedFrom("/c/b/packages/y")).toBeUndefined()
  rememberQuery("/settings", "")
  expect(openedFrom("/c/a/packages/x")).toBe("/c/a/packages")
})
