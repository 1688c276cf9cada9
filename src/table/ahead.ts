/** Where the page is, as the last draw knew it. */
export type Here = {
  /** The entry of the history. */
  readonly entry: string
  readonly search: string
  /** Which change of ours made this entry, if one did. */
  readonly by: string | undefined
}

/** What the address is to say next. */
export type Ahead = {
  readonly next: string
  /** The entry at which that was decided. */
  readonly after: string
  /** What the address was told since and may not say yet, in order; a page that is busy lags behind. */
  readonly told: readonly { readonly by: string; readonly search: string }[]
}

/** What is still to be said or shown of it here; undefined: nothing, or something else has changed the address. */
export const dueOf = (ahead: Ahead | undefined, { entry, search, by }: Here): Ahead | undefined => {
  if (!ahead) return undefined
  const { next, after, told } = ahead
  if (entry === after) return told.length > 0 || next !== search ? ahead : undefined
  const at = told.findIndex((one) => one.by === by)
  return at >= 0 && (at < told.length - 1 || next !== search) ? ahead : undefined
}

/** What has been written and not told to the address. */
export const untold = (due: Ahead | undefined): string | undefined =>
  due && due.next !== due.told.at(-1)?.search ? due.next : undefined

/** Somebody wrote on, whether or not the address has come to say what they wrote before. */
export const write = (before: Ahead | undefined, here: Here, next: string): Ahead => ({
  next,
  after: here.entry,
  told: dueOf(before, here)?.told ?? [],
})

/** The address is told; `by` is what its entry will carry. */
export const tell = (before: Ahead | undefined, here: Here, search: string, by: string): Ahead => {
  const { told } = write(before, here, search)
  return { next: search, after: here.entry, told: [...told, { by, search }] }
}
