import { create, parse } from "content-disposition"
import { refuse } from "./refusals.ts"

/** What a header says that arrived as UTF-8 and was read as Latin-1, as HTTP has it. */
const asUtf8 = (text: string): string => {
  const bytes = Buffer.from(text, "latin1")
  const read = bytes.toString("utf8")
  return bytes.toString("latin1") === text && Buffer.from(read).equals(bytes) ? read : text
}

/** The name that a header gives to an attachment, if it does. */
export const nameIn = (header: string): string | undefined => {
  const { type, parameters } = parse(header)
  const given = asUtf8(parameters["filename"] ?? "")
  const name = given.slice(Math.max(given.lastIndexOf("/"), given.lastIndexOf("\\")) + 1).trim()
  return type.toLowerCase() !== "attachment" || ["", ".", ".."].includes(name) ? undefined : name
}

/**
 * The file name of `Content-Disposition: attachment; filename=...`, in each form of RFC 6266, and as the
 * vendor's own client sends it: with spaces, but without quotes. A path's last part counts, as RFC 6266
 * asks.
 * @throws Refused 400 where it is missing
 */
export const fileNameOf = (request: Request): string => {
  const header = request.headers.get("content-disposition")
  if (header === null) throw refuse(400, "Content-Disposition: This header is required.")
  const name = nameIn(header)
  if (name === undefined)
    throw refuse(400, "Content-Disposition: Must be attachment with a filename.")
  return name
}

/** The header for a file that is given out; always with quotes, as the vendor's client reads it. */
export const dispositionOf = (name: string): string =>
  create(name).replace(/(?<=; filename=)[^";]+/, (token) => `"${token}"`)
