import { expect, test } from "vitest"
import type { Shortcut } from "../ui/shortcuts.ts"
import { inGroups } from "./shortcutOrder.ts"

const of = (group: Shortcut["group"], ...keys: readonly string[]): readonly Shortcut[] =>
  keys.map((one) => ({ keys: one, label: one, group, run: () => undefined }))

test("shortcuts stand in the same order, whatever came first; groups without any are left out", () => {
  const all = [
    ...of("Item", "]", "["),
    ...of("List", "a", "x", "k", "zz", "f", "j", "/"),
    ...of("Everywhere", "?", "⌘ K"),
  ]
  const told = [
    ["Everywhere", ["⌘ K", "?"]],
    ["List", ["/", "f", "j", "k", "x", "a", "zz"]],
    ["Item", ["[", "]"]],
  ]
  for (const some of [all, all.toReversed()])
    expect(
      inGroups(some).map(({ group, shortcuts }) => [group, shortcuts.map(({ keys }) => keys)]),
    ).toEqual(told)
})
