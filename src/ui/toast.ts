import type { StatusTone } from "./StatusBadge.tsx"

export type Toast = {
  readonly title: string
  readonly description?: string
  /** `fail` stays for 15 s and interrupts; all else 5 s, politely. */
  readonly tone?: Extract<StatusTone, "pass" | "info" | "warn" | "fail">
  /** It stays for 30 s: nothing else tells of it later, or leads where its action leads. */
  readonly stays?: boolean
  readonly action?: { readonly label: string; readonly onSelect: () => void }
}

type Taker = (toast: Toast) => void

const waiting: Toast[] = []
let taker: Taker | undefined
let wake: (() => void) | undefined

/** Says that something was done, in the corner. Errors of a form stay in the form. */
export const notify = (toast: Toast): void => {
  if (taker) {
    taker(toast)
    return
  }
  waiting.push(toast)
  wake?.()
}

/** For the host: called once, when the first toast comes and the code that draws them is wanted. */
export const onFirstToast = (listener: () => void): (() => void) => {
  wake = listener
  if (waiting.length > 0) listener()
  return () => {
    wake = undefined
  }
}

/** For the code that draws: takes what has waited, then each toast as it comes. */
export const takeToasts = (take: Taker): (() => void) => {
  taker = take
  for (const toast of waiting.splice(0)) take(toast)
  return () => {
    taker = undefined
  }
}
