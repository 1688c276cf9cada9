import type { Mark } from "../../data/jobs.ts"
import { onToldGone } from "../../data/knownGone.ts"
import type { DrawTools, Live } from "../../table/tools.ts"

/** Tells the selection of a table what was done to its rows, by their own menus or in another tab. */
export type HeardDone = {
  readonly tell: Live["done"]
  readonly onDone: NonNullable<DrawTools["onDone"]>
}

/** @param rowOf the id that a thing has in the table; undefined: it is not of this list */
export const heardDone = (rowOf: (gone: Mark) => string | undefined): HeardDone => {
  const heard = new Set<Live["done"]>()
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
