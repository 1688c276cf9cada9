import { isThere } from "../../data/everything.ts"
import type { Part } from "../../data/everything.ts"
import { counted } from "../../lib/text.ts"

/** What is told of a part. */
type Told = Pick<Part, "state" | "incomplete"> & {
  readonly connection: Pick<Part["connection"], "name">
}

const list = new Intl.ListFormat("en")

/** Whether it is missing from the table, in part or as it is now, and not merely on its way. */
export const isTroubled = ({ state, incomplete }: Told): boolean =>
  state === "failed" || state === "old" || state === "stopped" || incomplete !== undefined

/**
 * What is missing, and why; and what is there but may be out of date.
 * @param named each connection by its name; else how many they are, for they are named elsewhere
 */
export const summaryOf = (parts: readonly Told[], named: boolean): string => {
  const there = parts.filter(isThere).length
  const said = (state: Part["state"], what: string): readonly string[] => {
    const names = parts.filter((part) => part.state === state).map((part) => part.connection.name)
    if (names.length === 0) return []
    const who = named ? list.format(names) : counted(names.length, "connection", "connections")
    return [`${who} ${what}`]
  }
  const missing = [
    ...said("loading", "still being read"),
    ...said("asking", "waiting for your word"),
    ...said("stopped", "stopped"),
    ...said("failed", "failed"),
  ]
  const cut = parts.flatMap(({ connection, incomplete }) =>
    incomplete === undefined ? [] : `${connection.name} is not whole: ${incomplete}`,
  )
  const first =
    there === parts.length
      ? parts.length === 1
        ? "The one connection is in this table."
        : `All ${parts.length} connections are in this table.`
      : `Searching ${there} of ${counted(parts.length, "connection", "connections")}. Missing: ${missing.join("; ")}.`
  const old = said("old", "cannot be read now: shown as read before.")
  return [first, ...cut, ...old].join(" ")
}
