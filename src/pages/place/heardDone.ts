import type { Mark } from "../../data/jobs.ts"
import { onToldGone } from "../../data/knownGone.ts"
import type { DrawTools, DoneTo } from "../../table/tools.ts"

/** Tells the selection of a table what was done to its rows: from there, by a job of this tab, or in another. */
export type HeardDone = {
  readonly tell: DoneTo
  readonly onDone: NonNullable<DrawTools["onDone"]>
}

/** @param rowOf the id that a thing has in the table; undefined: it is not of this list */
export const heardDone = (rowOf: (gone: Mark) => string | undefined): HeardDone => {
  const heard = new Set<DoneTo>()
  return {
    tell: (ids, gone) => {
      for (const hear of heard) hear(ids, gone)
    },
    onDone: (hear) => {
      heard.add(hear)
      const hearNoMore = onToldGone((gone) => {
        const id = rowOf(gone)
        if (id !== undefined) hear(new Set([id]), true)
      })
      return () => {
        heard.delete(hear)
        hearNoMore()
      }
    },
  }
}
