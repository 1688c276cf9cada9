import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"

/**
 * Until when a package waits for its file. The API says how long (`timeout`) and not since when, so
 * this counts from its date, which it may lack while it waits, or from `begun`, the moment of our own
 * call that created it (ms since 1970).
 */
export const deadlineOf = (row: Row, begun?: number): Date | undefined => {
  const seconds = valueOf(row, "timeout")
  const uploaded = valueOf(row, "uploaded")
  const since = begun ?? (uploaded instanceof Date ? uploaded.getTime() : undefined)
  return typeof seconds === "number" && since !== undefined
    ? new Date(since + seconds * 1000)
    : undefined
}
