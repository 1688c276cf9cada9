import type { Connection } from "../model/connection.ts"
import type { Part } from "./everything.ts"

type Known = Pick<Part, "state" | "incomplete"> & {
  readonly connection: Pick<Connection, "name">
}

const why: Partial<Readonly<Record<Part["state"], string>>> = {
  loading: "still being read",
  asking: "not read to its end",
  stopped: "not read to its end",
  failed: "could not be read",
}

/**
 * How many connections are whole in the table of all packages, and which are not, and why: "3 of 5
 * connections; Optics: could not be read". Empty: all are.
 */
export const missingParts = (parts: readonly Known[]): string => {
  const missing = parts.flatMap(({ connection: { name }, state, incomplete }) => {
    const reason = why[state] ?? incomplete
    return reason === undefined ? [] : [`${name}: ${reason}`]
  })
  if (missing.length === 0) return ""
  return [`${parts.length - missing.length} of ${parts.length} connections`, ...missing].join("; ")
}
