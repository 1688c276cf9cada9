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

/** The places in a connection that jobs are changing now. */
const changing = (connection: string, all: readonly Job[]): ReadonlySet<string> =>
  new Set(
    all
      .filter(({ state }) => state !== "ended")
      .flatMap(({ marks }) => marks)
      .filter((mark) => mark.connection === connection)
      .map(({ place }) => placeKey(place)),
  )

/** The action, blocked for what a job is changing: what is selected stays so until that is done. */
export const notTwice = (action: Action, connection: string, all = jobs.list()): Action => {
  const busy = changing(connection, all)
  return {
    ...action,
    blocked: (target: Target) =>
      action.blocked?.(target) ?? (busy.has(placeKey(target.place)) ? underWay : undefined),
  }
}
