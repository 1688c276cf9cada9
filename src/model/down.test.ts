import { expect, test } from "vitest"
import { downWords } from "./down.ts"
import { ProviderError } from "./error.ts"

test("a provider is down when nothing can be had of it, not when one call fails", () => {
  expect(downWords(new ProviderError({ trouble: "offline", title: "no" }))).toBe(
    "cannot be reached",
  )
  expect(downWords(new ProviderError({ trouble: "broken", title: "no", status: 503 }))).toBe(
    "is not available",
  )
  for (const trouble of ["forbidden", "missing", "throttled", "capacity", "conflict"] as const)
    expect(downWords(new ProviderError({ trouble, title: "no" }))).toBeUndefined()
  expect(
    downWords(new ProviderError({ trouble: "broken", title: "no", status: 500 })),
  ).toBeUndefined()
  expect(downWords(new Error("ours"))).toBeUndefined()
})
