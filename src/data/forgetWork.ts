import { jobs } from "./jobs.ts"
import { forgetUnsent } from "./unsent.ts"

/**
 * Forgets what was under way in this tab when its person signed out, here or in another one: what waits
 * would be sent for whoever signs in next, and what was typed be read by them.
 */
export const forgetWork = (): void => {
  jobs.clear()
  forgetUnsent()
}
