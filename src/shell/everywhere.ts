import { commonFields } from "../model/common.ts"
import { emptyQuery, writeQuery } from "../model/query.ts"
import { readTyped } from "../model/readTyped.ts"
import { toParts } from "../model/where.ts"
import type { Parts } from "../model/where.ts"
import { paths } from "../paths.ts"

/**
 * What somebody asks of all packages, read as the box of their table reads it. What cannot be read is
 * looked for as it stands.
 */
export const partsFor = (text: string): Parts => {
  const read = readTyped(commonFields, text)
  return "where" in read ? toParts(read.where) : { text: text.trim(), filters: {} }
}

/** The table of all packages with what was asked. */
export const everywhere = (text: string): string =>
  paths.packages(writeQuery({ by: "none" }, { ...emptyQuery, ...partsFor(text) }))
