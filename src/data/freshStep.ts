import type { Step } from "./jobs.ts"

/** A step before it has begun, or once it is to be tried again. */
export const freshStep = ({ id, label, mend, ahead }: Omit<Step, "state">): Step => ({
  id,
  label,
  state: "waiting",
  ...(mend === undefined ? {} : { mend }),
  ...(ahead ? { ahead } : {}),
})
