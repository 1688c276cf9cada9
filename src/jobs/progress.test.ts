import { describe, expect, it } from "vitest"
import { maybeDone, ProviderError } from "../model/error.ts"
import { remedies } from "../model/remedies.ts"
import { foldedWords, headline, leftWords, reasonOf, sendingWords, tallyWords } from "./progress.ts"

const steps = (...states: readonly ("done" | "failed" | "waiting" | "cancelled" | "gone")[]) => ({
  steps: states.map((state, at) => ({ id: String(at), label: String(at), state })),
})

describe("tallyWords", () => {
  it("counts what ended and how", () => {
    expect(tallyWords(steps("done", "done", "waiting"))).toBe("2 of 3 done")
    expect(tallyWords(steps("done", "failed", "cancelled"))).toBe(
      "1 of 3 done, 1 failed, 1 cancelled",
    )
    expect(tallyWords(steps("done", "gone"))).toBe("1 of 2 done, 1 deleted since")
  })
  it("says of what is done that it is not whole", () => {
    const [step, other] = steps("done", "done").steps
    const lacks = {
      ...step,
      id: "0",
      label: "0",
      state: "done",
      outcome: { lacking: true },
    } as const
    expect(tallyWords({ steps: [lacks] })).toBe("1 of 1 done, NOT COMPLETE")
    expect(tallyWords({ steps: [lacks, ...(other ? [other] : [])] })).toBe(
      "2 of 2 done, 1 NOT COMPLETE",
    )
    expect(headline([{ state: "ended", steps: [lacks] }])).toBe("Jobs, 1 NOT COMPLETE")
  })
  it("counts each thing once, and not what makes ready for them", () => {
    const [ahead, ...own] = steps("failed", "done", "failed").steps
    const all = [...(ahead ? [{ ...ahead, ahead: true as const }] : []), ...own]
    expect(tallyWords({ steps: all })).toBe("1 of 2 done, 1 failed")
  })
})

describe("headline", () => {
  it("says in one line how many go on, and how many things failed", () => {
    const ended = { state: "ended" as const, ...steps("failed", "gone") }
    expect(headline([ended])).toBe("Jobs, 1 failed")
    expect(headline([{ ...ended, state: "held" }, ended])).toBe("1 job under way, 2 failed")
    expect(headline([{ state: "ended", ...steps("done", "gone") }])).toBe("Jobs")
  })
})

describe("foldedWords", () => {
  it("hides neither what failed nor that more than one can be undone", () => {
    const held = { state: "held" as const, ...steps("waiting") }
    const ended = { state: "ended" as const, ...steps("failed") }
    expect(foldedWords([held, ended])).toBe("1 job under way, 1 failed")
    expect(foldedWords([held, held, ended])).toBe("2 jobs under way, 1 failed, 2 can be undone")
  })
})

describe("leftWords", () => {
  const job = (waiting: number, perMinute?: number) => ({
    state: "running" as const,
    steps: steps("done", ...Array.from({ length: waiting }, () => "waiting" as const)).steps,
    ...(perMinute === undefined ? {} : { perMinute }),
  })
  it("tells what the provider's rate leaves to wait for", () => {
    expect(leftWords(job(90, 30))).toBe("about 3 min left")
    expect(leftWords(job(31, 30))).toBe("about 1 min 2 s left")
  })
  it("is silent where all may go at once, where there is no rate, and at the end", () => {
    expect(leftWords(job(29, 30))).toBeUndefined()
    expect(leftWords(job(500))).toBeUndefined()
    expect(leftWords({ ...job(90, 30), state: "ended" })).toBeUndefined()
  })
})

describe("sendingWords", () => {
  const MiB = 1024 ** 2
  it("says speed and time left once they can be known", () => {
    const step = { sent: 20 * MiB, of: 100 * MiB, since: 0 }
    expect(sendingWords(step, 500)).toBe("20 MiB of 100 MiB")
    expect(sendingWords(step, 10_000)).toBe("20 MiB of 100 MiB, 2 MiB/s, 40 s left")
  })
  it("has no time left when all is sent, and no words before the first byte", () => {
    expect(sendingWords({ sent: MiB, of: MiB, since: 0 }, 5000)).toBe("1 MiB of 1 MiB")
    expect(sendingWords({}, 0)).toBeUndefined()
  })
})

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
