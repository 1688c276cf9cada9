import { expect, it } from "vitest"
import { alsoWords } from "./alsoWords.ts"

it("counts the places where some of them are not shown", () => {
  expect(alsoWords({ copies: 3, shown: 5, read: 5, of: 5 })).toBe("Show all places")
  expect(alsoWords({ copies: 3, shown: 1, read: 5, of: 5 })).toBe("All 4 places")
  expect(alsoWords({ copies: 1, shown: 1, read: 5, of: 5 })).toBe("Show all places")
  expect(alsoWords({ copies: 6, shown: 5, read: 5, of: 5 })).toBe("All 7 places")
  expect(alsoWords({ copies: 0, shown: 1, read: 5, of: 5 })).toBe(
    "No other package that says its checksum has this one",
  )
})

it("says of no number that it is all, as long as not every connection was read", () => {
  const look = "ook for the same artifact everywhere (2 of 5 connections read so far)"
  expect(alsoWords({ copies: 0, shown: 1, read: 2, of: 5 })).toBe(`L${look}`)
  expect(alsoWords({ copies: 3, shown: 5, read: 2, of: 5 })).toBe(`L${look}`)
  expect(alsoWords({ copies: 3, shown: 1, read: 2, of: 5 })).toBe(`At least 4 places: l${look}`)
})
