import { describe, expect, it } from "vitest"
import { maybeDone, ProviderError } from "./error.ts"
import { remedies } from "./remedies.ts"
import { reasonOf } from "./reason.ts"

describe("reasonOf", () => {
  it("says what our gateway knows to do, and not the status of its own answer", () => {
    const title = "h:443 closed the connection."
    const remedy = "It may have been done all the same"
    const cut = new ProviderError({ trouble: "offline", title, remedy, status: 502 })
    expect(reasonOf(cut)).toBe(`${title} ${remedy}.`)
  })
  it("says what the provider said and answered", () => {
    const problem = {
      trouble: "broken",
      title: "It failed",
      detail: "x is locked",
      remedy: "Wait.",
      status: 502,
    } as const
    expect(reasonOf(new ProviderError({ ...problem, answered: 503 }))).toBe(
      "It failed. x is locked. Wait. Status 503.",
    )
    expect(reasonOf(new ProviderError({ ...problem, title: "" }))).toBe(
      "The provider failed. x is locked. Wait. Status 502.",
    )
  })
  it("says what to do as every page does, but of what is the thing's own", () => {
    const problem = { title: "Portal: The provider failed.", detail: "500: oops", status: 500 }
    expect(reasonOf(new ProviderError({ ...problem, trouble: "broken" }))).toBe(
      `Portal: The provider failed. 500: oops. ${remedies.broken.remedy} Status 500.`,
    )
    // "Load it again" is said where it can be done, and "3 of 5 are saved" is no such trouble.
    expect(reasonOf(new ProviderError({ trouble: "conflict", title: "3 of 5 are saved." }))).toBe(
      "3 of 5 are saved.",
    )
    const unloaded = new TypeError("Failed to fetch dynamically imported module: /a.js")
    expect(reasonOf(unloaded)).toContain("reload the page.")
    expect(reasonOf(unloaded)).not.toContain("/a.js")
  })
  it("says of what our own server's absence cut off neither that it was not done nor that it is tried again", () => {
    const cut = new ProviderError({ trouble: "away", title: "It is away.", detail: maybeDone })
    expect(reasonOf(cut)).toBe(
      `It is away. ${maybeDone} Check that it still runs, and your connection to it.`,
    )
  })
  it("has words for whatever else was thrown", () => {
    expect(reasonOf(new Error("No."))).toBe("No.")
    expect(reasonOf(undefined)).toBe("It failed; the fault is ours.")
  })
})
