import { expect, test } from "vitest"
import { parseLabelSelector } from "./labels.ts"

test.each([
  ["team", [{ op: "exists", key: "team" }]],
  ["!team", [{ op: "absent", key: "team" }]],
  ["team=a", [{ op: "in", key: "team", values: ["a"] }]],
  ["team==a", [{ op: "in", key: "team", values: ["a"] }]],
  ["team!=a", [{ op: "notin", key: "team", values: ["a"] }]],
  ["team in (a,b)", [{ op: "in", key: "team", values: ["a", "b"] }]],
  ["team notin ( a , b )", [{ op: "notin", key: "team", values: ["a", "b"] }]],
  [
    "example.com/team in (a,b),!old,env=p",
    [
      { op: "in", key: "example.com/team", values: ["a", "b"] },
      { op: "absent", key: "old" },
      { op: "in", key: "env", values: ["p"] },
    ],
  ],
])("reads %s", (selector, requirements) => {
  expect(parseLabelSelector(selector)).toEqual(requirements)
})

test.each([
  ["", "Missing label_selector value"],
  ["  ", "Missing label_selector value"],
  ["team in a", "Invalid label_selector value"],
  ["team in (a", "Invalid label_selector value"],
  ["team in ()", "Invalid label_selector value"],
  ["a,,b", "Invalid label_selector value"],
  ["=a", "Invalid label_selector value"],
  ["team=", "Invalid label_selector value"],
  ["team===a", "Invalid label_selector value"],
  ["-team", "Invalid label_selector value"],
  ["noprefix/", "Invalid label_selector value"],
  [`t${"e".repeat(63)}m`, "Invalid label_selector value"],
  [
    Array.from({ length: 51 }, (_, at) => `k${at}`).join(","),
    "Too many label_selector requirements (maximum is 50)",
  ],
])("refuses %s", (selector, message) => {
  expect(parseLabelSelector(selector)).toBe(message)
})
