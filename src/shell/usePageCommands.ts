import { useLayoutEffect, useMemo, useState } from "react"
import { commandSources } from "../ui/commands.ts"
import type { Command } from "../ui/commands.ts"

/** All that can be done now. The inner parts of a page, which come last, are asked first. */
const activeCommands = (focus: Element | null): readonly Command[] =>
  [...commandSources].toReversed().flatMap((source) => source(focus))

/** In ms: by then what was drawn is in effect, and a page that is drawn all the time is not asked each time. */
const settled = 100

/** Stands for the row in which the focus was: its own element may become another row's (table/rowKeys.ts). */
const standIn = (focus: Element | null): Element | null => {
  const id = focus?.closest("[data-row-id]")?.getAttribute("data-row-id")
  if (typeof id !== "string") return focus
  const row = document.createElement("span")
  row.setAttribute("data-row-id", id)
  return row
}

/** What was offered stays where it was: the line below would be taken for one that goes. */
const withNew = (before: readonly Command[], now: readonly Command[]): readonly Command[] => [
  ...now,
  ...before.filter(({ id }) => !now.some((one) => one.id === id)),
]

/** What the page offers, also what it only offers once more of it is drawn. */
export const usePageCommands = (focused: Element | null): readonly Command[] => {
  const focus = useMemo(() => standIn(focused), [focused])
  const [commands, setCommands] = useState<readonly Command[]>([])
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = false
    const ask = (): void => {
      timer = undefined
      const now = activeCommands(focus)
      const first = !asked
      asked = true
      setCommands((before) => (first ? now : withNew(before, now)))
    }
    ask()
    const drawn = new MutationObserver(() => {
      timer ??= setTimeout(ask, settled)
    })
    const page = document.querySelector("#main")
    if (page) drawn.observe(page, { subtree: true, childList: true, attributes: true })
    return () => {
      drawn.disconnect()
      clearTimeout(timer)
    }
  }, [focus])
  return commands
}
