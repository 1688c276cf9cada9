import { describe, expect, it } from "vitest"
import { dueOf, tell, untold, write } from "./ahead.ts"
import type { Here } from "./ahead.ts"

const start: Here = { entry: "e0", search: "", by: undefined }
const at = (entry: string, search: string, by?: string): Here => ({ entry, search, by })

describe("what somebody writes", () => {
  it("is due until the address says it", () => {
    const written = write(undefined, start, "q=f")
    expect(untold(dueOf(written, start))).toBe("q=f")
    const told = tell(written, start, "q=f", "1")
    expect(untold(dueOf(told, start))).toBeUndefined()
    expect(dueOf(told, start)?.next).toBe("q=f")
    expect(dueOf(told, at("e1", "q=f", "1"))).toBeUndefined()
  })

  it("survives that the address comes to say an earlier part of it", () => {
    const told = tell(write(undefined, start, "q=f"), start, "q=f", "1")
    const written = write(told, start, "q=fo")
    const landed = at("e1", "q=f", "1")
    expect(untold(dueOf(written, landed))).toBe("q=fo")
  })

  it("survives that the address says one part after the other while more is written", () => {
    // A busy page: both parts are told before the first of them has arrived.
    const one = tell(write(undefined, start, "q=f"), start, "q=f", "1")
    const two = tell(write(one, start, "q=fo"), start, "q=fo", "2")
    const first = at("e1", "q=f", "1")
    expect(dueOf(two, first)?.next).toBe("q=fo")
    const three = write(two, first, "q=fod")
    const second = at("e2", "q=fo", "2")
    expect(untold(dueOf(three, second))).toBe("q=fod")
    const back = write(two, first, "q=f")
    expect(dueOf(back, second)?.next).toBe("q=f")
  })

  it("is gone once something else has changed the address", () => {
    const told = tell(write(undefined, start, "q=f"), start, "q=f", "1")
    const written = write(told, start, "q=fo")
    expect(dueOf(written, at("e9", "sort=name"))).toBeUndefined()
    expect(dueOf(written, at("e9", "q=f", "of another time"))).toBeUndefined()
    expect(write(written, at("e9", "sort=name"), "q=x").told).toEqual([])
  })

  it("is nothing where the address says it already", () =>
    expect(dueOf(write(undefined, at("e1", "q=f"), "q=f"), at("e1", "q=f"))).toBeUndefined())
})
