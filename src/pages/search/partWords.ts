import { isKept, isThere } from "../../data/everythingPart.ts"
import type { Part } from "../../data/everythingPart.ts"
import { isUnconfirmed } from "../../data/unconfirmed.ts"
import { counted } from "../../lib/text.ts"

/** What is told of a part. */
type Told = Pick<Part, "state" | "incomplete" | "updatedAt" | "refreshing"> & {
  readonly connection: Pick<Part["connection"], "name">
}

const list = new Intl.ListFormat("en")

/** Whether it is missing from the table, in part or as it is now, and not merely on its way. */
export const isTroubled = ({ state, incomplete }: Told): boolean =>
  state === "failed" || state === "old" || state === "stopped" || incomplete !== undefined

/** Whether it is in the table as it was before, and nobody knows yet whether it still is so. */
export const isBefore = (part: Pick<Part, "state" | "updatedAt" | "refreshing">): boolean =>
  part.state === "ready" && isUnconfirmed(part)

/**
 * What is missing, and why; and what is there but may be out of date.
 * @param named each connection by its name; else how many they are, for they are named elsewhere
 */
export const summaryOf = (parts: readonly Told[], named: boolean): string => {
  const there = parts.filter(isThere).length
  const whoOf = (some: readonly Told[]): string =>
    named
      ? list.format(some.map(({ connection }) => connection.name))
      : counted(some.length, "connection", "connections")
  const kept = parts.filter(isKept)
  const said = (state: Part["state"], of: string, ofMany = of): readonly string[] => {
    const some = parts.filter((part) => part.state === state && !kept.includes(part))
    return some.length === 0 ? [] : [`${whoOf(some)} ${some.length === 1 ? of : ofMany}`]
  }
  const missing = [
    ...said("loading", "is still being read", "are still being read"),
    ...said("asking", "waits for your word", "wait for your word"),
    ...said("stopped", "was stopped", "were stopped"),
    ...said("failed", "could not be read"),
  ]
  const cut = parts.flatMap(({ connection, incomplete }) =>
    incomplete === undefined ? [] : `${connection.name} is not whole: ${incomplete}`,
  )
  const first =
    there === parts.length
      ? parts.length === 1
        ? "The one connection is in this table."
        : `All ${parts.length} connections are in this table.`
      : `Searching ${there} of ${counted(parts.length, "connection", "connections")}. ${missing.join("; ")}.`
  const old = said("old", "cannot be read now: shown as read before.")
  const waiting =
    kept.length === 0
      ? []
      : [
          `${whoOf(kept)} ${kept.length === 1 ? "waits" : "wait"} for your word to be read again: shown as read before.`,
        ]
  const before = parts.filter(isBefore)
  const again =
    before.length === 0
      ? []
      : before.length === parts.length
        ? [
            `What is shown of ${parts.length === 1 ? "it" : "them"} is from before, until read again.`,
          ]
        : [`What is shown of ${whoOf(before)} is from before, until read again.`]
  return [first, ...cut, ...old, ...waiting, ...again].join(" ")
}
