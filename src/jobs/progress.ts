import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import type { Job, Step } from "../data/jobs.ts"

export type Tally = {
  readonly done: number
  /** Of those that are done: what came of them is not whole. */
  readonly lacking: number
  readonly failed: number
  readonly cancelled: number
  /** Came to nothing, and there is nothing to be tried again. */
  readonly gone: number
  readonly of: number
  readonly left: number
}

/** Whether a step was done, and what came of it is not whole. */
export const isLacking = ({ state, outcome }: Step): boolean =>
  state === "done" && outcome?.lacking === true

/** How many steps of a job ended how; what only makes ready for them is none of the things done. */
export const tallyOf = ({ steps }: Pick<Job, "steps">): Tally => {
  const own = steps.filter(({ ahead }) => !ahead)
  const count = (...states: readonly Step["state"][]): number =>
    own.filter(({ state }) => states.includes(state)).length
  return {
    done: count("done"),
    lacking: own.filter(isLacking).length,
    failed: count("failed"),
    cancelled: count("cancelled"),
    gone: count("gone"),
    of: own.length,
    left: count("waiting", "running"),
  }
}

/** "3 of 20 done, 1 failed": nothing is rounded up to "done". */
export const tallyWords = (job: Pick<Job, "steps">): string => {
  const { done, lacking, failed, cancelled, gone, of } = tallyOf(job)
  const parts = [`${done} of ${of} done`]
  if (lacking > 0) parts.push(of === 1 ? "NOT COMPLETE" : `${lacking} NOT COMPLETE`)
  if (failed > 0) parts.push(`${failed} failed`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  if (gone > 0) parts.push(`${gone} deleted since`)
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

/** How long a job still waits for "Undo". */
export const secondsUntil = ({ holdUntil }: Pick<Job, "holdUntil">, now: number): number =>
  holdUntil === undefined ? 0 : Math.max(0, Math.ceil((holdUntil - now) / 1000))

/** What all jobs together come to, in one line. */
export const headline = (all: readonly Pick<Job, "state" | "steps">[]): string => {
  const going = all.filter(({ state }) => state !== "ended").length
  const sum = (what: "failed" | "lacking"): number =>
    all.reduce((before, job) => before + tallyOf(job)[what], 0)
  const [failed, lacking] = [sum("failed"), sum("lacking")]
  return [
    going > 0 ? `${going} ${going === 1 ? "job" : "jobs"} under way` : "Jobs",
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(lacking > 0 ? [`${lacking} NOT COMPLETE`] : []),
  ].join(", ")
}

/** The same for what is folded, where not each of several that can be undone has its button. */
export const foldedWords = (all: readonly Pick<Job, "state" | "steps">[]): string => {
  const held = all.filter(({ state }) => state === "held").length
  return held > 1 ? `${headline(all)}, ${held} can be undone` : headline(all)
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
