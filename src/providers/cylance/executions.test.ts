import { expect, test } from "vitest"
import type { Cell, Row } from "../../model/field.ts"
import { isRunning } from "./executions.ts"

const created = new Date("2026-11-28T12:00:00Z")
const minutesLater = (minutes: number): number => created.getTime() + minutes * 60_000
const row = (cells: Readonly<Record<string, Cell>>): Row => ({
  id: "x",
  cells: { created, devices: 3, ...cells },
  raw: undefined,
})

test("an execution runs until each device has answered", () => {
  expect(isRunning(row({ succeeded: 1, failed: 1 }), minutesLater(5))).toBe(true)
  expect(isRunning(row({ succeeded: 2, failed: 1 }), minutesLater(5))).toBe(false)
})

test("devices that are silent for an hour are not waited for", () => {
  expect(isRunning(row({ succeeded: 1, failed: 0 }), minutesLater(61))).toBe(false)
})

test("where the API does not say on how many devices, nothing is asked again", () => {
  const unsaid = row({ devices: { absent: "not-provided" } })
  expect(isRunning(unsaid, minutesLater(1))).toBe(false)
})
