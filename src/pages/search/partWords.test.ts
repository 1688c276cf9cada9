import { expect, test } from "vitest"
import type { Part } from "../../data/everything.ts"
import { summaryOf } from "./partWords.ts"

const part = (name: string, state: Part["state"], incomplete?: string) => ({
  connection: { name },
  state,
  incomplete,
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
    "Searching 2 of 5 connections. Missing: Far still being read; Optics and Cloud failed. Before cannot be read now: shown as read before.",
  )
  expect(summaryOf(parts, false)).toBe(
    "Searching 2 of 5 connections. Missing: 1 connection still being read; 2 connections failed. 1 connection cannot be read now: shown as read before.",
  )
  expect(summaryOf(parts.slice(0, 1), true)).toBe("The one connection is in this table.")
  expect(summaryOf([part("A", "ready"), part("B", "ready")], true)).toBe(
    "All 2 connections are in this table.",
  )
  expect(summaryOf(parts.slice(1, 2), true)).toBe(
    "Searching 0 of 1 connection. Missing: Optics failed.",
  )
})
