import { useSyncExternalStore } from "react"
import { jobs } from "../../data/jobs.ts"
import type { Job, Mark } from "../../data/jobs.ts"
import type { Action, Target } from "../../model/action.ts"
import { parentOf, placeKey } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"

type Tell = (rows: ReadonlySet<string>) => void

/** Tells the ids of rows that a job is changing, by what it marks, now and whenever that changes. */
export const watchMarked = (idsOf: (mark: Mark) => readonly string[], tell: Tell): (() => void) => {
  let last = ""
  const look = (): void => {
    const ids = jobs
      .list()
      .filter(({ state }) => state !== "ended")
      .flatMap(({ marks }) => marks.flatMap(idsOf))
    const key = ids.join("\n")
    if (key === last) return
    last = key
    tell(new Set(ids))
  }
  look()
  return jobs.subscribe(look)
}

/** Tells the ids of the rows of a list that a job is changing, now and whenever that changes. */
export const watchMarks = (
  connection: string,
  resource: string,
  place: Place,
  tell: Tell,
): (() => void) => {
  const here = placeKey(place)
  return watchMarked((mark) => {
    const step = mark.place.at(-1)
    return mark.connection === connection &&
      step?.in === resource &&
      placeKey(parentOf(mark.place)) === here
      ? [step.id]
      : []
  }, tell)
}

const underWay = "A job is changing it already."

const keyOf = ({ connection, place }: Mark): string => JSON.stringify([connection, placeKey(place)])

/** Every row and every action asks the same of the same jobs. */
const busyIn = new WeakMap<readonly Job[], ReadonlySet<string>>()

/** What jobs are changing now. */
const changing = (all: readonly Job[]): ReadonlySet<string> => {
  const known = busyIn.get(all)
  if (known) return known
  const marks = all.filter(({ state }) => state !== "ended").flatMap((job) => job.marks)
  const busy = new Set(marks.map(keyOf))
  busyIn.set(all, busy)
  return busy
}

/** Why nothing is done to what is there; undefined where no job is changing it. */
const busyAt = (mark: Mark, all: readonly Job[]): string | undefined => {
  const busy = changing(all)
  return busy.size > 0 && busy.has(keyOf(mark)) ? underWay : undefined
}

/** The same, told anew whenever it becomes another. */
export const useBusy = (connection: string, place: Place): string | undefined =>
  useSyncExternalStore(jobs.subscribe, () => busyAt({ connection, place }, jobs.list()))

/**
 * The action, blocked for what a job is changing: what is selected stays so until that is done. What is
 * done to a list adds to it, and may be done many times at once.
 */
export const notTwice = (action: Action, connection: string, all = jobs.list()): Action => {
  if (action.on === "list") return action
  return {
    ...action,
    blocked: (target: Target) =>
      action.blocked?.(target) ?? busyAt({ connection, place: target.place }, all),
  }
}
