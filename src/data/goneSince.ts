import { isWithin } from "../model/place.ts"
import type { Mark, Step, Work } from "./jobs.ts"

/**
 * The steps of a job once a thing is gone: what came to nothing with it, or with what was in it, is not
 * to be tried again; what has not begun does not begin; and what runs may still come to its end.
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
  return steps.map((step) => {
    const { id, label, state } = step
    if (!lost.has(id) || state === "done") return step
    return state === "running" ? { ...step, doomed: true } : { id, label, state: "gone" }
  })
}
