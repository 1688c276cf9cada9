import type { VraPackage } from "./wire.ts"

type Holder = { readonly id: string; readonly name: string }

/** More content than most tenants have; what was seen first is forgotten first. */
const most = 20_000

/** Which packages were seen to hold a content, by the content's UUID and then by the package's. */
const holders = new Map<string, Map<string, Holder>>()

/** Remembers what a package holds, so that it can be named when the API names only the content. */
export const remember = ({ id, name, contents }: VraPackage): void => {
  for (const content of contents ?? []) {
    const known = holders.get(content) ?? new Map<string, Holder>()
    known.set(id, { id, name })
    holders.delete(content)
    holders.set(content, known)
  }
  for (const oldest of holders.keys()) {
    if (holders.size <= most) return
    holders.delete(oldest)
  }
}

/** The package is gone. */
export const forget = (id: string): void => {
  for (const known of holders.values()) known.delete(id)
}

/** The packages that held this content when they were last read in this tab. */
export const holdersOf = (content: string): readonly Holder[] => [
  ...(holders.get(content)?.values() ?? []),
]
