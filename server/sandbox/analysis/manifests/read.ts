import { readDebian } from "./debian.ts"
import type { Found, Place } from "./found.ts"
import { readMaven } from "./maven.ts"
import { readNpm } from "./npm.ts"
import { readPython } from "./python.ts"

const readers = [readNpm, readPython, readMaven, readDebian] as const

/** What a file says about components, if it is one of those that do. */
export const readManifestAt = (place: Place, content: () => string): Found | undefined => {
  for (const read of readers) {
    const found = read(place, content)
    if (found) return found
  }
  return undefined
}
