import { expect, test } from "vitest"
import { activeShortcuts } from "./shortcuts.ts"
import type { Shortcut } from "./shortcuts.ts"

const run = (): void => undefined
const shortcut = (keys: string, group: Shortcut["group"], label: string = group): Shortcut => ({
  keys,
  group,
  label,
  run,
})

test("of two with the same keys the inner one works, whichever came last", () => {
  const [everywhere, list, item] = (["Everywhere", "List", "Item"] as const).map((group) =>
    shortcut("/", group),
  )
  if (!everywhere || !list || !item) throw new Error("There are three")
  expect(activeShortcuts([list, everywhere])).toEqual([list])
  expect(activeShortcuts([everywhere, list])).toEqual([list])
  expect(activeShortcuts([item, list, everywhere])).toEqual([item])
  expect(activeShortcuts([everywhere, shortcut("g p", "Go to")])).toHaveLength(2)
})

test("of two of the same kind the one that came last works", () => {
  const [first, second] = [shortcut("j", "List", "first"), shortcut("j", "List", "second")]
  expect(activeShortcuts([first, second])).toEqual([second])
})
