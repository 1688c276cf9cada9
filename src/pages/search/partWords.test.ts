import { expect, test } from "vitest"
import type { Part } from "../../data/everythingPart.ts"
import { summaryOf } from "./partWords.ts"

const part = (name: string, state: Part["state"], incomplete?: string) => ({
  connection: { name },
  state,
  incomplete,
  updatedAt: Date.now(),
  refreshing: false,
})

test("what is missing and what is old is named, or only counted where there is no room for names", () => {
  const parts = [
    part("Ours", "ready"),
    part("Optics", "failed"),
    part("Cloud", "failed"),
    part("Far", "loading"),
    part("Before", "old"),
  ]
  expect(summaryOf(parts, true)).toBe(
    "Searching 2 of 5 connections. Far is still being read; Optics and Cloud could not be read. Before cannot be read now: shown as read before.",
  )
  expect(summaryOf(parts, false)).toBe(
    "Searching 2 of 5 connections. 1 connection is still being read; 2 connections could not be read. 1 connection cannot be read now: shown as read before.",
  )
  expect(summaryOf(parts.slice(0, 1), true)).toBe("The one connection is in this table.")
  expect(summaryOf([part("A", "ready"), part("B", "ready")], true)).toBe(
    "All 2 connections are in this table.",
  )
  expect(summaryOf(parts.slice(1, 2), true)).toBe(
    "Searching 0 of 1 connection. Optics could not be read.",
  )
})

test("what is only being read again is said to be of before", () => {
  const before = (name: string) => ({
    ...part(name, "ready"),
    updatedAt: Date.now() - 3 * 86_400_000,
    refreshing: true,
  })
  expect(summaryOf([before("A")], true)).toBe(
    "The one connection is in this table. What is shown of it is from before, until read again.",
  )
  expect(summaryOf([before("A"), before("B")], true)).toBe(
    "All 2 connections are in this table. What is shown of them is from before, until read again.",
  )
  const some = [before("A"), part("B", "ready"), part("C", "failed")]
  expect(summaryOf(some, true)).toBe(
    "Searching 2 of 3 connections. C could not be read. What is shown of A is from before, until read again.",
  )
  expect(summaryOf(some, false)).toContain("What is shown of 1 connection is from before")
  // Read a moment ago, and read again because somebody reloaded the page.
  expect(summaryOf([{ ...part("A", "ready"), refreshing: true }], true)).toBe(
    "The one connection is in this table.",
  )
})

test("what is read anew only at a price is said to be there as it was, and to wait for a word", () => {
  const kept = part("A", "asking")
  expect(summaryOf([kept, part("B", "ready")], true)).toBe(
    "All 2 connections are in this table. A waits for your word to be read again: shown as read before.",
  )
  expect(summaryOf([kept, { ...part("C", "asking"), updatedAt: 0 }], true)).toBe(
    "Searching 1 of 2 connections. C waits for your word. A waits for your word to be read again: shown as read before.",
  )
})
