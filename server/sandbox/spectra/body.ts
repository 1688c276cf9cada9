import type * as v from "valibot"
import { refuse } from "./refusals.ts"
import { readAs } from "./software.ts"

/** More than any body that the API describes, by far; files are no JSON. */
const longest = 100_000

/** A JSON object as the schema reads it; an empty body is an empty object. @throws Refused 400 */
export const bodyOf = async <T>(
  request: Request,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> => {
  if (Number(request.headers.get("content-length") ?? 0) > longest)
    throw refuse(400, "The body is too large.")
  const text = await request.text()
  let value: unknown
  try {
    value = text.trim() === "" ? {} : JSON.parse(text)
  } catch {
    throw refuse(400, "JSON parse error.")
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse(400, "The body must be a JSON object.")
  return readAs(schema, value)
}
