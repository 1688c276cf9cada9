import type { VraPackage } from "./wire.ts"

type Holder = { readonly id: string; readonly name: string }
type Held = Holder & { readonly contents: readonly string[] }

/** More packages and contents than most tenants have: at least so many were seen last and are remembered. */
const most = 20_000

/**
 * The packages seen last, by UUID, and those seen before them, which are forgotten when the next `most`
 * of both have been seen. Nothing is looked up by its content before somebody asks: a whole list is
 * remembered with every walk, and hardly ever asked about.
 */
let latest = new Map<string, Held>()
let before: ReadonlyMap<string, Held> = new Map()
/** Packages and contents in `latest`. */
let count = 0

/** Remembers what a package holds, so that it can be named when the API names only the content. */
export const remember = ({ id, name, contents }: VraPackage): void => {
  if (count >= most) {
    before = latest
    latest = new Map()
    count = 0
  }
  const held = contents ?? []
  const known = latest.get(id)
  count += held.length + 1 - (known ? known.contents.length + 1 : 0)
  latest.set(id, { id, name, contents: held })
}

/** The package is gone. */
export const forget = (id: string): void => remember({ id, name: "", contents: [] })

/** The packages that held this content when they were last read in this tab. */
export const holdersOf = (content: string): readonly Holder[] =>
  [...new Map([...before, ...latest]).values()].filter(({ contents }) => contents.includes(content))
