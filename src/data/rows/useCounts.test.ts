import { expect, onTestFinished, test, vi } from "vitest"
import type { Row } from "../../model/field.ts"
import { emptyQuery } from "../../model/query.ts"
import { mostHere } from "./answer.ts"
import type { Counts } from "./countRows.ts"
import { sampleFields } from "./sample.ts"
import { useCounts } from "./useCounts.ts"

// The hooks of React that it has, as of one component that is drawn again by hand.
const drawn = vi.hoisted(() => {
  const kept: unknown[] = []
  const effects: (() => void)[] = []
  return { kept, effects, at: 0 }
})
vi.mock("react", async (original) => {
  const keep = (first: unknown): number => {
    const at = drawn.at
    drawn.at += 1
    if (at === drawn.kept.length) drawn.kept.push(first)
    return at
  }
  return {
    ...(await original<object>()),
    useMemo: (make: () => unknown) => make(),
    useEffectEvent: (work: unknown) => work,
    useEffect: (effect: () => void) => drawn.effects.push(effect),
    useRef: (first: unknown) => drawn.kept[keep({ current: first })],
    useState: (first: unknown) => {
      const at = keep(first)
      return [drawn.kept[at], (next: unknown) => (drawn.kept[at] = next)]
    },
  }
})

const asked: PromiseWithResolvers<Counts | undefined>[] = []
vi.mock("./rowAnswers.ts", () => ({
  countHere: undefined,
  countAside: () => {
    const done = Promise.withResolvers<Counts | undefined>()
    asked.push(done)
    return done.promise
  },
}))

test("a count that did not come leaves that of before", async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const rows: readonly Row[] = Array.from({ length: mostHere + 1 }, (_, at) => ({
    id: String(at),
    cells: {},
    raw: null,
  }))
  const draw = (text: string): ReturnType<typeof useCounts> => {
    Object.assign(drawn, { at: 0, effects: [] })
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- its hooks of React are the ones above
    const counts = useCounts(sampleFields, rows, { ...emptyQuery, text }, "state")
    drawn.effects[0]?.()
    return counts
  }
  const answer = async (counts: Counts | undefined): Promise<void> => {
    await vi.advanceTimersByTimeAsync(300)
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0))
    asked.shift()?.resolve(counts)
    await vi.advanceTimersByTimeAsync(0)
  }
  const tally = { words: new Map([["ready", 3]]), none: 0 }
  draw("")
  await answer(new Map([["state", tally]]))
  expect(draw("").counts).toBe(tally)
  draw("a")
  await answer(undefined)
  expect(draw("a")).toEqual({ counts: tally, whole: true, former: true })
})
