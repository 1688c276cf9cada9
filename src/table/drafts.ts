/** Boxes that may hold what was typed and is not understood. */
const holders = new Set<() => void>()

/** @returns a way to hold nothing any more */
export const holdDraft = (drop: () => void): (() => void) => {
  holders.add(drop)
  return () => void holders.delete(drop)
}

/** For whoever clears all: what was typed and is not understood goes with what is asked. */
export const dropDrafts = (): void => {
  for (const drop of holders) drop()
}
