import { expect, test, vi } from "vitest"
import { commonFields } from "../model/common.ts"
import { asOpened, currentView } from "./currentView.ts"

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined })

const list = { fields: commonFields, paging: { by: "none" } } as const
const seen = "2026-11-20T08:00:00.000Z"
const saved = (search: string) => ({ id: "1", name: "Mine", path: "/packages", search })
const current = (search: string, ...mine: readonly string[]) =>
  currentView(list, search, seen, mine.map(saved))?.name

test("a view that has lost a part is the current one while what is left of it is shown", () => {
  expect(asOpened(list, "bogus=1&state=failed&cols=nope,size&view=mine")).toBe(
    "cols=size&state=failed",
  )
  expect(current("state=failed", "bogus=1&state=failed")).toBe("Mine")
  expect(current("bogus=1&state=failed", "bogus=1&state=failed")).toBe("Mine")
  expect(current("state=ready", "bogus=1&state=failed")).toBeUndefined()
})

test("one that has lost all is not what the plain list is called", () => {
  expect(current("", "bogus=1")).toBeUndefined()
  expect(current("", "")).toBe("Mine")
})

test("neither the page, nor a dialog, nor the order of what is asked makes it another", () => {
  expect(current("state=failed&kind=a&page=3&do=x", "kind=a&state=failed")).toBe("Mine")
})

test("a view that comes with the list is one, and a saved copy of it goes before it", () => {
  const review = "state=failed&state=unknown&view=review"
  expect(current(review)).toBe("Needs review")
  expect(current(review, review)).toBe("Mine")
  const changed = (at: string): string =>
    new URLSearchParams({ updated: `>${at}`, view: "changed" }).toString()
  // It is what changed since the last look, also if it was saved before that.
  expect(current(changed(seen), changed("2026-01-01T00:00:00.000Z"))).toBe("Mine")
  expect(current(changed("2026-01-01T00:00:00.000Z"))).toBeUndefined()
})
