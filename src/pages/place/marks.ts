import { jobs } from "../../data/jobs.ts"
import { parentOf, placeKey } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"

/** Tells the ids of the rows of a list that a job is changing, now and whenever that changes. */
export const watchMarks = (
  connection: string,
  resource: string,
  place: Place,
  tell: (rows: ReadonlySet<string>) => void,
): (() => void) => {
  const here = placeKey(place)
  let last = ""
  const look = (): void => {
    const ids = jobs
      .list()
      .filter(({ state }) => state !== "ended")
      .flatMap(({ marks }) => marks)
      .filter((mark) => mark.connection === connection && placeKey(parentOf(mark.place)) === here)
      .flatMap((mark) => {
        const step = mark.place.at(-1)
        return step?.in === resource ? [step.id] : []
      })
    const key = ids.join("\n")
    if (key === last) return
    last = key
    tell(new Set(ids))
  }
  look()
  return jobs.subscribe(look)
}
