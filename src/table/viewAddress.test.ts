import { beforeEach, expect, test, vi } from "vitest"
import { keepViews } from "../data/views.ts"
import { searchToKeep, seenIn } from "./seenAddress.ts"
import { viewAddress } from "./viewAddress.ts"

let stored: string | null = null
vi.stubGlobal("localStorage", {
  getItem: () => stored,
  setItem: (_: string, value: string) => {
    stored = value
  },
})
beforeEach(() => void keepViews([]))

const seen = "2026-11-20T08:00:00.000Z"
const address = (search: string): string => viewAddress({ path: "/packages", search }, seen)

test("the plain list says so where the list opens with another view, and only there", () => {
  expect(address("")).toBe("/packages")
  const view = { id: "1", name: "Failed", path: "/packages", search: "state=failed", opens: true }
  keepViews([view])
  expect(address("")).toBe("/packages?view=all")
  expect(address("q=a")).toBe("/packages?q=a")
  keepViews([{ ...view, search: "" }])
  expect(address("")).toBe("/packages")
})

test("a view of what changed follows what was seen; another keeps its dates", () => {
  const dated = (date: string, view: string): string =>
    new URLSearchParams({ updated: date, state: "ready", view }).toString()
  const [old, now] = [">2026-11-01T00:00:00.000Z", `>${seen}`]
  expect(address(dated(old, "changed"))).toBe(`/packages?${dated(now, "changed")}`)
  expect(address(dated(old, "stuck"))).toBe(`/packages?${dated(old, "stuck")}`)
  expect(address(dated("2026-11-01..", "changed"))).toBe(
    `/packages?${dated("2026-11-01..", "changed")}`,
  )
})

test("what begins at another date than the last look is kept as the dates it asks for", () => {
  const at = "2026-11-20T10:00:00.000Z"
  const asked = (from: string) => new URLSearchParams({ updated: `>${from}`, view: "changed" })
  expect(new URLSearchParams(searchToKeep(asked(at).toString(), at)).get("view")).toBe("changed")
  const other = new URLSearchParams(searchToKeep(asked("2026-11-01T00:00Z").toString(), at))
  expect(Object.fromEntries(other)).toEqual({ updated: ">2026-11-01T00:00Z" })
})

test("a list that nobody marked as seen yet shows what changed beyond the full hour, too", () => {
  const asked = (view: string): string =>
    new URLSearchParams({ updated: ">2026-11-20T07:00:00.000Z", view }).toString()
  const never = { at: seen, never: true }
  expect(seenIn(never, asked("changed"))).toBe("2026-11-20T07:00:00.000Z")
  expect(seenIn({ ...never, never: false }, asked("changed"))).toBe(seen)
  expect(seenIn({ ...never, at: "2026-11-20T10:00:00.000Z" }, asked("changed"))).toBe(
    "2026-11-20T10:00:00.000Z",
  )
  expect(seenIn(never, asked("stuck"))).toBe(seen)
})
