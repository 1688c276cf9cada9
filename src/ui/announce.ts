type Listener = () => void

const listeners = new Set<Listener>()
let said = { text: "", turn: 0 }

/** Tells people who listen to a screen reader what just changed: "Copied", "37 of 412 packages". */
export const announce = (text: string): void => {
  said = { text, turn: said.turn + 1 }
  for (const listener of listeners) listener()
}

/** What was said last; `turn` grows, so that the same words are spoken twice when said twice. */
export const lastAnnouncement = (): { readonly text: string; readonly turn: number } => said

export const onAnnouncement = (listener: Listener): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
