import { useState } from "react"
import { release, steady } from "./steadyRows.ts"
import type { Incoming, Steady } from "./steadyRows.ts"

/** The box in which the rows are drawn, as far as one need know it. */
class TableBox {
  private element: HTMLElement | null = null

  /** Takes the element, as a ref does. */
  readonly hold = (element: HTMLElement | null): void => {
    this.element = element
  }

  /** Whether somebody points at it, works in it or has opened something from it, just now. */
  readonly busy = (): boolean =>
    this.element !== null &&
    (this.element.matches(":hover") ||
      this.element.contains(document.activeElement) ||
      this.element.querySelector('[aria-expanded="true"]') !== null)
}

/** Rows that keep their order while somebody is at the table, and the way to show what is kept back. */
export const useSteadyRows = (
  incoming: Omit<Incoming, "busy">,
): Pick<Steady, "rows" | "waiting" | "gone"> & {
  /** For the box in which the rows are drawn. */
  readonly ref: (element: HTMLElement | null) => void
  readonly apply: () => void
} => {
  const [box] = useState(() => new TableBox())
  const [kept, setKept] = useState<Steady>()
  const shown = steady(kept, { ...incoming, busy: box.busy })
  if (shown !== kept) setKept(shown)
  return {
    rows: shown.rows,
    waiting: shown.waiting,
    gone: shown.gone,
    ref: box.hold,
    apply: () => setKept(release),
  }
}
