import type { KeyboardEvent } from "react"
import { fold } from "../lib/text.ts"

/** What can be chosen in a list: boxes to tick, or buttons that are marked so. */
const choices = 'input[type="checkbox"], [data-choice]'

const textOf = (choice: HTMLElement): string =>
  fold((choice.closest("label") ?? choice).textContent.trim())

/** The next of these whose text begins with a letter, behind the one that has the focus, and round again. */
const withLetter = (all: readonly HTMLElement[], now: number, letter: string) =>
  [...all.slice(now + 1), ...all.slice(0, now + 1)].find((one) =>
    textOf(one).startsWith(fold(letter)),
  )

/**
 * The keys of a list of choices: arrows, Home and End move, Enter ticks as Space does, and letters go to
 * the field that searches the list or, where it has none, to the next choice that begins so.
 */
export const choiceKeys = (event: KeyboardEvent<HTMLElement>): void => {
  const { key, target, currentTarget: list } = event
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.nativeEvent.isComposing
  if (!plain || !(target instanceof HTMLElement)) return
  const all = [...list.querySelectorAll<HTMLElement>(choices)]
  const now = all.indexOf(target)
  const search = list.querySelector<HTMLElement>('input[type="search"]')
  const go = (to: HTMLElement | undefined): void => {
    event.preventDefault()
    to?.focus({ focusVisible: true })
  }
  if (now < 0) {
    if (target === search && key === "ArrowDown") go(all[0])
  } else if (key === "ArrowDown") go(all[Math.min(now + 1, all.length - 1)])
  else if (key === "ArrowUp") go(now === 0 ? (search ?? all[0]) : all[now - 1])
  else if (key === "Home") go(all[0])
  else if (key === "End") go(all.at(-1))
  else if (key === "Enter" && target instanceof HTMLInputElement) {
    event.preventDefault()
    target.click()
  } else if (key.length === 1 && key !== " ") {
    // A letter that is no choice is no shortcut of the page either.
    event.stopPropagation()
    // The letter itself arrives where the focus is by then.
    if (search) search.focus()
    else go(withLetter(all, now, key))
  }
}
