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

/** Which connections are missing from the table of all packages, and why; those that are whole are left out. */
export const missingParts = (parts: readonly Known[]): string =>
  parts
    .flatMap(({ connection: { name }, state, incomplete }) => {
      const reason = why[state] ?? incomplete
      return reason === undefined ? [] : [`${name}: ${reason}`]
    })
    .join("; ")
