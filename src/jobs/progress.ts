import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import type { Job, Step } from "../data/jobs.ts"

export type Tally = {
  readonly done: number
  readonly failed: number
  readonly cancelled: number
  readonly left: number
}

/** How many steps of a job ended how. */
export const tallyOf = ({ steps }: Pick<Job, "steps">): Tally => {
  const count = (...states: readonly Step["state"][]): number =>
    steps.filter(({ state }) => states.includes(state)).length
  return {
    done: count("done"),
    failed: count("failed"),
    cancelled: count("cancelled"),
    left: count("waiting", "running"),
  }
}

/** "3 of 20 done, 1 failed": nothing is rounded up to "done". */
export const tallyWords = (job: Pick<Job, "steps">): string => {
  const { done, failed, cancelled } = tallyOf(job)
  const parts = [`${done} of ${job.steps.length} done`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  return parts.join(", ")
}

/** "about 3 min left": what the provider's rate makes of the steps that have not begun. */
export const leftWords = (job: Pick<Job, "state" | "steps" | "perMinute">): string | undefined => {
  const waiting = job.steps.filter(({ state }) => state === "waiting").length
  const seconds = job.perMinute === undefined ? 0 : (waiting * 60) / job.perMinute
  // The first of a minute may all go at once.
  return job.state === "ended" || job.perMinute === undefined || waiting < job.perMinute
    ? undefined
    : `about ${formatDuration(Math.ceil(seconds))} left`
}

/** "214 MiB of 1.2 GiB, 12 MiB/s, 1 min 24 s left"; the rate only once it can be known. */
export const sendingWords = (
  { sent, of, since }: Pick<Step, "sent" | "of" | "since">,
  now: number,
): string | undefined => {
  if (sent === undefined || of === undefined) return undefined
  const words = [`${formatBytes(sent)} of ${formatBytes(of)}`]
  const seconds = since === undefined ? 0 : (now - since) / 1000
  const rate = seconds > 1 ? sent / seconds : 0
  if (rate > 0 && sent < of)
    words.push(`${formatBytes(rate)}/s`, `${formatDuration(Math.ceil((of - sent) / rate))} left`)
  return words.join(", ")
}
