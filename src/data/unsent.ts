import { lastHere } from "./personal.ts"

/** What somebody typed and had not sent when their session ended under it. */
export type Unsent = {
  /** Without secrets. */
  readonly values: Readonly<Record<string, string>>
  /** A secret had been typed as well, and has to be typed again. */
  readonly secrets?: boolean
  /** Chosen to be sent, by an id that each got in its dialog. */
  readonly files?: readonly { readonly id: string; readonly file: File }[]
  /** It stood in a dialog that its page's address does not open. */
  readonly dialog?: {
    /** What is not done. */
    readonly title: string
    /** Where it is found again, in a sentence. */
    readonly back: string
    /** Opens the same one, where there is such a place. */
    readonly href?: string
  }
}

/** By its name, with who typed it. Only in memory: what is typed is nobody's to read in storage. */
const kept = new Map<
  string,
  { readonly user: string; readonly unsent: Unsent; readonly told?: boolean }
>()

/** Keeps it for who was here last. After a sign-out by hand that is nobody. */
export const keepUnsent = (name: string, unsent: Unsent): void => {
  const user = lastHere()
  if (user !== undefined) kept.set(name, { user, unsent })
}

/** What the person who is here typed there before their session ended. */
export const unsentOf = (name: string): Unsent | undefined => {
  const one = kept.get(name)
  return one?.user === lastHere() ? one?.unsent : undefined
}

/** Forgets it, once it stands in its form again. */
export const dropUnsent = (name: string): void => void kept.delete(name)

/** Whether anything would be lost with the page. */
export const isAnyUnsent = (): boolean => kept.size > 0

/**
 * All that the person who is here has not been told of yet. What somebody else typed is forgotten, and what
 * was told of and not opened for a whole session, too.
 */
export const takeStock = (): readonly Unsent[] => {
  const news: Unsent[] = []
  for (const [name, one] of kept)
    if (one.user !== lastHere() || one.told) kept.delete(name)
    else {
      kept.set(name, { ...one, told: true })
      news.push(one.unsent)
    }
  return news
}

/** Forgets it all, for instance at sign-out. */
export const forgetUnsent = (): void => kept.clear()
