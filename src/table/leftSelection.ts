import type { Row } from "../model/field.ts"

type Here = {
  readonly page: readonly Row[]
  /** All rows of the list, where they are known. */
  readonly whole: readonly Row[] | undefined
  /** Ids of rows to which something is being done still. */
  readonly marked: ReadonlySet<string> | undefined
}

/**
 * What to make of rows to which something was done: those that are here were read anew with the list.
 * What is on another page is known only as it was before, and nothing is to be done by that.
 */
export const afterDone = (
  changed: ReadonlySet<string>,
  { page, whole, marked }: Here,
): {
  /** Ids of those of which nobody knows any more what they are. */
  readonly left: ReadonlySet<string>
  /** Ids of those of which that is not known yet. */
  readonly open: ReadonlySet<string>
} => {
  const open = new Set([...changed].filter((id) => marked?.has(id)))
  const here = new Set((whole ?? page).map(({ id }) => id))
  return { left: new Set([...changed].filter((id) => !open.has(id) && !here.has(id))), open }
}
