import { counted, formatCount } from "../../lib/text.ts"

/** What the link to all places of an artifact says: never fewer than there are, nor more than is known. */
export const alsoWords = ({
  copies,
  shown,
  read,
  of,
}: {
  /** Others that are known. */
  readonly copies: number
  /** At most so many of them stand beside the link. */
  readonly shown: number
  /** Connections that were read so far. */
  readonly read: number
  readonly of: number
}): string => {
  const places = formatCount(copies + 1)
  const more = copies > shown
  if (read < of)
    return `${more ? `At least ${places} places: look` : "Look"} for the same artifact everywhere (${formatCount(read)} of ${counted(of, "connection", "connections")} read so far)`
  if (copies === 0) return "No other package that says its checksum has this one"
  return more ? `All ${places} places` : "Show all places"
}
