import type { Shortcut } from "../ui/shortcuts.ts"

const groups = ["Everywhere", "Go to", "List", "Item"] as const

/** As one learns them: what is used most comes first, and pairs stand together. */
const order: readonly string[] = [
  "/",
  "f",
  "?",
  "j",
  "k",
  "x",
  "a",
  "[",
  "]",
  "g o",
  "g p",
  "g c",
  "g n",
  "g s",
  "g j",
]

const rank = ({ keys }: Shortcut): number => {
  const at = order.indexOf(keys)
  // What opens the command palette is called otherwise on a Mac, and comes first.
  return at < 0 && keys.endsWith(" K") ? -1 : at < 0 ? order.length : at
}

/** What works now by group, always in the same order, whatever of the page came first. */
export const inGroups = (
  all: readonly Shortcut[],
): readonly { readonly group: Shortcut["group"]; readonly shortcuts: readonly Shortcut[] }[] =>
  groups.flatMap((group) => {
    const shortcuts = all
      .filter((shortcut) => shortcut.group === group)
      .toSorted((a, b) => rank(a) - rank(b) || a.keys.localeCompare(b.keys))
    return shortcuts.length === 0 ? [] : { group, shortcuts }
  })
