import { useLayoutEffect, useState } from "react"
import { commandSources } from "../ui/commands.ts"
import type { Command } from "../ui/commands.ts"

/** All that can be done now. The inner parts of a page, which come last, are asked first. */
const activeCommands = (focus: Element | null): readonly Command[] =>
  [...commandSources].toReversed().flatMap((source) => source(focus))

/** In ms: by then what was drawn is in effect, and a page that is drawn all the time is not asked each time. */
const settled = 100

/** What the page offers, also what it only offers once more of it is drawn. */
export const usePageCommands = (focus: Element | null): readonly Command[] => {
  const [commands, setCommands] = useState<readonly Command[]>([])
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = (): void => {
      timer = undefined
      setCommands(activeCommands(focus))
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
