import { findHardening } from "./hardening.ts"
import { limits } from "./limits.ts"
import { isText } from "./magic.ts"
import type { Dependency, HardeningFact, InstallScript, Secret, Tampering } from "./types.ts"
import type { ContentFile, UnpackNote, UrlUse } from "./types.ts"
import type { Found, FoundComponent, Place, StatedDigest, Traits } from "./manifests/found.ts"
import { readManifestAt } from "./manifests/read.ts"
import { findSecrets } from "./secrets.ts"
import { findUrls } from "./urls.ts"

/** What is gathered while a file is walked through. */
export type Collected = {
  readonly contents: ContentFile[]
  readonly totals: { files: number; bytes: number; archives: number }
  readonly notes: UnpackNote[]
  readonly components: FoundComponent[]
  readonly dependencies: Dependency[]
  readonly scripts: InstallScript[]
  readonly traits: Traits[]
  readonly digests: StatedDigest[]
  readonly secrets: Secret[]
  readonly hardening: HardeningFact[]
  readonly tampering: Tampering[]
  readonly urls: Map<string, UrlUse>
}

export const newCollected = (): Collected => ({
  contents: [],
  totals: { files: 0, bytes: 0, archives: 0 },
  notes: [],
  components: [],
  dependencies: [],
  scripts: [],
  traits: [],
  digests: [],
  secrets: [],
  hardening: [],
  tampering: [],
  urls: new Map(),
})

const addUrls = (into: Collected, path: string, text: string): void => {
  for (const [url, count] of findUrls(text)) {
    const before = into.urls.get(url)
    if (before) into.urls.set(url, { ...before, count: before.count + count })
    else if (into.urls.size < limits.listed) into.urls.set(url, { url, path, count })
  }
}

/** A manifest that was made to break its reader is noted like an archive that cannot be unpacked. */
const tryRead = (into: Collected, place: Place, text: string): Found | undefined => {
  try {
    return readManifestAt(place, () => text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    into.notes.push({ path: place.path, reason: `It could not be read: ${why}` })
    return undefined
  }
}

/** Looks into the beginning of one file (all of it, where it is not larger than `limits.text`). */
export const inspect = (into: Collected, place: Place, bytes: Uint8Array): void => {
  into.hardening.push(...findHardening(place.path, bytes))
  if (!isText(bytes)) return
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString("utf8")
  const found = tryRead(into, place, text)
  if (found) {
    into.components.push(...(found.components ?? []))
    into.dependencies.push(...(found.dependencies ?? []))
    into.scripts.push(...(found.scripts ?? []))
    into.traits.push(...(found.traits ?? []))
    into.digests.push(...(found.digests ?? []))
  }
  into.secrets.push(...findSecrets(place.path, text))
  addUrls(into, place.path, text)
}
