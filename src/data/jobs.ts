import { isAbort } from "../lib/aborted.ts"
import { nanoid } from "nanoid"
import { pause, wakeAfter } from "../lib/pause.ts"
import type { After } from "../lib/pause.ts"
import type { Block } from "../model/part.ts"
import type { Place } from "../model/place.ts"
import { freshStep } from "./freshStep.ts"
import { jobEvent } from "./jobEvent.ts"
import { createPace, waitedOut } from "./pace.ts"
import type { Pace } from "./pace.ts"

/** What a piece of work may say while it goes on. */
export type WorkTools = {
  readonly signal: AbortSignal
  /** Bytes so far, and of how many. */
  readonly progress: (sent: number, of: number) => void
  /** What it is doing now, in a word or two: "queued", "analysing". */
  readonly say: (phase: string) => void
}

/** What came of a piece of work. */
export type Outcome = {
  readonly note?: string
  /** A page of the app where the result is. */
  readonly href?: string
  /** More than a sentence: shown on a page of its own, as long as this tab is open. */
  readonly result?: {
    readonly blocks: readonly Block[]
    /** Where to go on from it. */
    readonly from: { readonly label: string; readonly href: string }
  }
  /** It came to its end, and that end is a failure. */
  readonly problem?: unknown
  /** It was done, but what came of it is not whole, as its note says. */
  readonly lacking?: true
}

export type Work = {
  readonly id: string
  readonly label: string
  /** A page of the app where what was filled in stands again, to be mended where it failed. */
  readonly mend?: string
  /** It makes ready for those behind it, and is no thing of its own: it is not counted. */
  readonly ahead?: true
  /** What it is done to. */
  readonly to?: Mark
  /** Hears of what has been deleted meanwhile, where it is done to more than one thing. */
  readonly lose?: (gone: Mark) => void
  readonly run: (tools: WorkTools) => Promise<Outcome | undefined>
}

export type Step = {
  readonly id: string
  readonly label: string
  /** `gone`: it came to nothing, and what it was to be done to has been deleted since. */
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled" | "gone"
  readonly phase?: string
  readonly sent?: number
  readonly of?: number
  /** When its first byte left, ms since 1970. */
  readonly since?: number
  readonly outcome?: Outcome
  readonly problem?: unknown
  readonly mend?: string
  readonly ahead?: true
  /** What it is done to has been deleted while it ran: if it comes to nothing, it does so for good. */
  readonly doomed?: true
}

/** A thing that is being changed. */
export type Mark = { readonly connection: string; readonly place: Place }

/** Work that outlives the page on which it was begun. */
export type Job = {
  readonly id: string
  readonly title: string
  /** `held`: not begun, and can still be undone until `holdUntil` (ms since 1970). */
  readonly state: "held" | "running" | "ended"
  readonly holdUntil?: number
  readonly steps: readonly Step[]
  /** The things that it changes, so that lists can mark them. */
  readonly marks: readonly Mark[]
  /** At most so many of its steps begin in a minute. */
  readonly perMinute?: number
}

export type NewJob = {
  readonly title: string
  readonly works: readonly Work[]
  /** How long it waits for "Undo" before it begins, in ms. */
  readonly hold?: number
  readonly marks?: readonly Mark[]
  /** At most so many begun a minute, over all jobs with the same key. */
  readonly rate?: { readonly key: string; readonly perMinute: number }
  readonly onStep?: (step: Step) => void
  /** Nobody can try it again any more: whatever was kept for that may go. */
  readonly onForget?: (job: Job) => void
  /** Once nothing is left to do, also after a retry. */
  readonly onEnd?: (job: Job) => void
}

export type JobsOptions = {
  readonly now?: () => number
  readonly after?: After
  readonly newId?: () => string
}

type Running = {
  job: Job
  readonly order: NewJob
  readonly abort: Map<string, AbortController>
  cancelHold: () => void
}

/** The jobs of this tab: begun one step after the other, undone, cancelled, retried. */
export const createJobs = (options: JobsOptions = {}) => {
  const { now = Date.now, after = wakeAfter, newId = nanoid } = options
  const running = new Map<string, Running>()
  const paces = new Map<string, Pace>()
  const listeners = new Set<() => void>()
  let snapshot: readonly Job[] = []

  const publish = (): void => {
    snapshot = [...running.values()].map(({ job }) => job).toReversed()
    for (const listener of listeners) listener()
  }
  const change = (entry: Running, next: Partial<Job>): void => {
    entry.job = { ...entry.job, ...next }
    publish()
  }
  const changeStep = (entry: Running, id: string, next: Partial<Step>): void =>
    change(entry, {
      steps: entry.job.steps.map((step) => (step.id === id ? { ...step, ...next } : step)),
    })
  /** Ends a step that came to nothing. */
  const failStep = (entry: Running, id: string, next: Partial<Step>): void => {
    const doomed = entry.job.steps.find((step) => step.id === id)?.doomed
    changeStep(entry, id, doomed ? { state: "gone" } : next)
  }
  const paceOf = ({ key, perMinute }: NonNullable<NewJob["rate"]>): Pace => {
    const known = paces.get(key) ?? createPace(perMinute, now)
    paces.set(key, known)
    return known
  }

  /** Runs a step, in its turn where there is a rate. */
  const attempt = async (
    entry: Running,
    work: Work,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> => {
    const { rate } = entry.order
    if (rate) {
      const wait = paceOf(rate).next()
      if (wait > 0) {
        changeStep(entry, work.id, { phase: `waits ${Math.ceil(wait / 1000)} s` })
        await pause(wait, signal, after)
      }
    }
    return work.run({
      signal,
      progress: (sent, of) =>
        changeStep(entry, work.id, {
          sent,
          of,
          since: entry.job.steps.find(({ id }) => id === work.id)?.since ?? now(),
        }),
      say: (phase) => changeStep(entry, work.id, { phase }),
    })
  }

  const runStep = async (entry: Running, work: Work): Promise<void> => {
    const step = entry.job.steps.find(({ id }) => id === work.id)
    if (step?.state !== "waiting") return
    const controller = new AbortController()
    const { signal } = controller
    entry.abort.set(work.id, controller)
    changeStep(entry, work.id, { state: "running" })
    try {
      const say = (phase: string): void => changeStep(entry, work.id, { phase })
      const told = { signal, say }
      const outcome = await waitedOut(() => attempt(entry, work, signal), told, { now, after })
      const came = outcome && { outcome }
      if (outcome?.problem === undefined) changeStep(entry, work.id, { state: "done", ...came })
      else failStep(entry, work.id, { state: "failed", problem: outcome.problem, ...came })
    } catch (problem) {
      const left = signal.aborted && isAbort(problem)
      failStep(entry, work.id, left ? { state: "cancelled" } : { state: "failed", problem })
    }
    entry.abort.delete(work.id)
    const ended = entry.job.steps.find(({ id }) => id === work.id)
    if (ended) entry.order.onStep?.(ended)
  }

  const run = async (entry: Running): Promise<void> => {
    change(entry, { state: "running" })
    for (const work of entry.order.works) await runStep(entry, work)
    change(entry, { state: "ended" })
    // What was cleared meanwhile has nobody left to tell.
    if (running.has(entry.job.id)) entry.order.onEnd?.(entry.job)
  }

  const forget = (entry: Running): void => {
    running.delete(entry.job.id)
    entry.order.onForget?.(entry.job)
  }

  return {
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** The newest first; the same array until something changes. */
    list: (): readonly Job[] => snapshot,
    start: (order: NewJob): Job => {
      const entry: Running = {
        order,
        abort: new Map(),
        cancelHold: () => undefined,
        job: {
          id: newId(),
          title: order.title,
          state: order.hold === undefined ? "running" : "held",
          ...(order.hold === undefined ? {} : { holdUntil: now() + order.hold }),
          steps: order.works.map(freshStep),
          marks: order.marks ?? [],
          ...(order.rate ? { perMinute: order.rate.perMinute } : {}),
        },
      }
      running.set(entry.job.id, entry)
      publish()
      globalThis.dispatchEvent?.(new Event(jobEvent))
      if (order.hold === undefined) void run(entry)
      else entry.cancelHold = after(order.hold, () => void run(entry))
      return entry.job
    },
    /** Stops what is on its way and drops what has not begun; before it began, nothing has happened. */
    cancel: (id: string, stepId?: string): void => {
      const entry = running.get(id)
      if (!entry) return
      if (entry.job.state === "held") {
        entry.cancelHold()
        forget(entry)
        publish()
        return
      }
      for (const step of entry.job.steps) {
        if (stepId !== undefined && step.id !== stepId) continue
        if (step.state === "waiting") changeStep(entry, step.id, { state: "cancelled" })
        entry.abort.get(step.id)?.abort()
      }
    },
    /** Tries again what failed or was cancelled, unless it is gone since. */
    retry: (id: string): void => {
      const entry = running.get(id)
      if (entry?.job.state !== "ended") return
      change(entry, {
        steps: entry.job.steps.map((step) =>
          step.state === "failed" || step.state === "cancelled" ? freshStep(step) : step,
        ),
      })
      void run(entry)
    },
    /** Gives all jobs other steps, where what is known now makes others of them. */
    revise: (anew: (works: readonly Work[], steps: readonly Step[]) => readonly Step[]): void => {
      for (const entry of running.values())
        change(entry, { steps: anew(entry.order.works, entry.job.steps) })
    },
    /** Forgets a step that came to nothing, because it was begun anew elsewhere. */
    drop: (id: string, stepId: string): void => {
      const entry = running.get(id)
      if (entry?.job.state !== "ended") return
      const steps = entry.job.steps.filter((step) => step.id !== stepId)
      if (steps.length === 0) running.delete(id)
      change(entry, { steps })
    },
    /** Forgets a job that has ended. */
    dismiss: (id: string): void => {
      const entry = running.get(id)
      if (entry?.job.state === "ended") forget(entry)
      publish()
    },
    /** Stops and forgets everything, for instance at sign-out. What waits for "Undo" is not begun. */
    clear: (): void => {
      for (const entry of running.values()) {
        entry.cancelHold()
        // What has not begun does not begin, though what is on its way may only end later.
        for (const { id, state } of entry.job.steps)
          if (state === "waiting") changeStep(entry, id, { state: "cancelled" })
        for (const controller of entry.abort.values()) controller.abort()
        forget(entry)
      }
      publish()
    },
  }
}

/** The jobs of this tab. */
export const jobs = createJobs()
