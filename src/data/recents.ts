import * as v from "valibot"
import { providerIds } from "../model/provider.ts"
import { staysHere } from "../paths.ts"
import { personal } from "./personal.ts"

const Recent = v.object({
  path: v.pipe(v.string(), v.check(staysHere)),
  title: v.string(),
  /** Where it is, in words. */
  where: v.string(),
  provider: v.picklist(providerIds),
})
/** An item that was looked at. */
export type Recent = v.InferOutput<typeof Recent>

const slot = personal.recents
const most = 12

/** What was looked at last, the latest first. */
export const recents = (): readonly Recent[] => {
  try {
    const read = v.safeParse(v.array(v.unknown()), JSON.parse(localStorage.getItem(slot) ?? "[]"))
    // One that cannot be read must not take the others with it.
    return (read.success ? read.output : []).flatMap((one) => {
      const recent = v.safeParse(Recent, one)
      return recent.success ? recent.output : []
    })
  } catch {
    return []
  }
}

/** Remembers that an item was looked at. */
export const rememberRecent = (recent: Recent): void => {
  const others = recents().filter(({ path }) => path !== recent.path)
  try {
    localStorage.setItem(slot, JSON.stringify([recent, ...others].slice(0, most)))
  } catch {
    // Without storage there are none.
  }
}

/** Forgets them, for instance at sign-out. */
export const forgetRecents = (): void => {
  try {
    localStorage.removeItem(slot)
  } catch {
    // There are none.
  }
}
