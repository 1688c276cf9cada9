import { originOf } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import type { Row } from "../model/field.ts"
import { tell } from "../model/remedies.ts"
import { sentence } from "../lib/text.ts"
import { isKept } from "./everythingPart.ts"
import type { Part } from "./everythingPart.ts"

type Known = Pick<Part, "state" | "incomplete" | "updatedAt"> & {
  readonly connection: Pick<Connection, "id" | "name">
}

/** Behind its name. */
const why: Partial<Readonly<Record<Part["state"], string>>> = {
  loading: " is still being read",
  asking: " was not read to its end",
  stopped: " was not read to its end",
  failed: " could not be read",
}

/** Of one that went down since it was read, or is not read anew without a word: as it was then. */
const asBefore = (part: Known): string | undefined => {
  const kept = isKept(part)
  return kept || part.state === "old"
    ? `as it was at ${new Date(part.updatedAt).toISOString()}, it ${kept ? "was not read" : "could not be asked"} since`
    : undefined
}

/** The parts that these rows are of. */
export const partsOf = <Some extends Known>(
  parts: readonly Some[],
  rows: readonly Row[],
): readonly Some[] => {
  const ids = new Set(rows.map(({ id }) => originOf(id).connection))
  return parts.filter(({ connection }) => ids.has(connection.id))
}

/** Which connections of these rows were not read since, though they are old, and when that was. Empty: none. */
export const oldAmong = (parts: readonly Known[], rows: readonly Row[]): string =>
  partsOf(parts, rows)
    .flatMap((part) => {
      const reason = asBefore(part)
      return reason === undefined ? [] : [`${part.connection.name}: ${reason}`]
    })
    .join("; ")

/**
 * Why there is nothing to be had of any of these connections; undefined where one answered, or may still, or
 * something was read of one before.
 */
export const noneAnswered = (
  parts: readonly (Pick<Part, "state" | "problem" | "read"> & Known)[],
): ProviderError | undefined => {
  const problems = parts.flatMap(({ state, problem, connection }) => {
    const told = state === "failed" || state === "old" ? tell(problem) : undefined
    return told ? [{ told, name: connection.name }] : []
  })
  const [first] = problems
  if (!first || problems.length < parts.length || parts.some(({ read }) => read > 0))
    return undefined
  return new ProviderError({
    trouble: first.told.trouble ?? "offline",
    title: "No connection could be read.",
    // One remedy would be that of one of them.
    ...(problems.every(({ told }) => told.trouble === first.told.trouble)
      ? {}
      : { remedy: "The list of each connection says what helps there." }),
    detail: problems.map(({ told, name }) => `${name}: ${sentence(told.title)}`).join(" "),
  })
}

/**
 * Which connections are not whole in the table of all packages, and why, and how many are: "Optics could
 * not be read; 4 of 5 connections are whole". Empty: all are.
 */
export const missingParts = (parts: readonly Known[]): string => {
  const missing = parts.flatMap((part) => {
    const { name } = part.connection
    const reason = asBefore(part) ?? part.incomplete
    if (reason !== undefined) return [`${name}: ${reason}`]
    const short = why[part.state]
    return short === undefined ? [] : [`${name}${short}`]
  })
  if (missing.length === 0) return ""
  const whole = parts.length - missing.length
  return [
    ...missing,
    `${whole} of ${parts.length} connections ${whole === 1 ? "is" : "are"} whole`,
  ].join("; ")
}
