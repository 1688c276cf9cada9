import { describe, expect, it } from "vitest"
import { foldedWords, headline, leftWords, sendingWords, tallyWords } from "./progress.ts"

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
