import { expect, test } from "vitest"
import { ProviderError } from "../../model/error.ts"
import { oldWords } from "./OldMark.tsx"

const now = 1_000_000_000
const days = 86_400_000
const down = new ProviderError({ trouble: "offline", title: "Nobody there." })

test.each([
  ["kept for days, and being asked for again", 6 * days, true, null, "from 6 days ago, and being"],
  ["read before a reload, and being asked for again", 20_000, true, null, undefined],
  ["kept, and answered", 6 * days, false, null, undefined],
  ["kept, and asked for in vain", 6 * days, false, down, "asking again failed. Nobody there."],
])("what was %s", (_, age, isFetching, error, said) => {
  const words = oldWords({ error, isFetching, dataUpdatedAt: now - age }, now, now - 1000)
  expect(words?.slice(0, said?.length)).toBe(said)
})

test("what was never read is not old", () => {
  expect(oldWords({ error: down, isFetching: true, dataUpdatedAt: 0 }, now)).toBeUndefined()
})
