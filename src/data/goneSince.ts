import { isWithin } from "../model/place.ts"
import type { Mark, Step, Work } from "./jobs.ts"

/**
 * The steps of a job once a thing is gone: what came to nothing with it, or with what was in it, is not
 * to be tried again.
 */
export const goneSince = (
  gone: Mark,
  works: readonly Work[],
  steps: readonly Step[],
): readonly Step[] => {
  const lost = new Set(
    works
      .filter(({ to }) => to?.connection === gone.connection && isWithin(to.place, gone.place))
      .map(({ id }) => id),
  )
  const ends = ({ id, state }: Step): boolean =>
    lost.has(id) && (state === "failed" || state === "cancelled")
  return steps.map((step) =>
    ends(step) ? { id: step.id, label: step.label, state: "gone" } : step,
  )
}
