import { useEffect, useState } from "react"
import { comesBehind } from "../ui/Behind.tsx"
import { release, steady, takeAll } from "./steadyRows.ts"
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

const holding = comesBehind(async () => (await import("./holdBack.ts")).holdBack)

/** Rows that keep their order while somebody is at the table, and the way to show what is kept back. */
export const useSteadyRows = (
  incoming: Omit<Incoming, "busy">,
): Omit<Steady, "source"> & {
  /** For the box in which the rows are drawn. */
  readonly ref: (element: HTMLElement | null) => void
  readonly apply: () => void
} => {
  const [box] = useState(() => new TableBox())
  const [kept, setKept] = useState<Steady>()
  const [hold, setHold] = useState(holding.now)
  useEffect(() => {
    const load = async (): Promise<void> => {
      try {
        setHold(await holding.come())
      } catch {
        setHold({ it: takeAll })
      }
    }
    void load()
  }, [])
  const shown = steady(kept, { ...incoming, busy: box.busy }, hold?.it)
  if (shown !== kept) setKept(shown)
  return {
    ...shown,
    ref: box.hold,
    apply: () => setKept(release),
  }
}
