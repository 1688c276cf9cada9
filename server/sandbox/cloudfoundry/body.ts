import * as v from "valibot"
import { refused, unprocessable } from "./errors.ts"

/**
 * The JSON of a request.
 * @throws Refused where it is none, or not of the shape that is documented
 */
export const bodyOf = async <T>(
  request: Request,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> => {
  let parsed: unknown
  try {
    const text = await request.text()
    parsed = text.trim() === "" ? {} : JSON.parse(text)
  } catch {
    throw refused("parseError", "Request invalid due to parse error: invalid request body")
  }
  const read = v.safeParse(schema, parsed)
  if (read.success) return read.output
  // Each fault is told once, however many members have it.
  throw unprocessable(...new Set(read.issues.map((issue) => issue.message)))
}

const toOne = (message: string) =>
  v.object({ data: v.object({ guid: v.string(message) }, message) }, message)

/** `{"app": {"data": {"guid"}}}`, without which a package belongs nowhere. */
export const ToApp = v.object(
  { app: toOne("App guid must be a string") },
  "Relationships 'relationships' is not an object",
)

const word = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/
const isKey = (key: string): boolean => {
  const [name = "", prefix, ...more] = key.split("/").toReversed()
  return (
    more.length === 0 &&
    word.test(name) &&
    name.length <= 63 &&
    (prefix === undefined ||
      (/^[a-z0-9][a-z0-9.-]*\.[a-z0-9.-]*[a-z0-9]$/i.test(prefix) && prefix.length <= 253))
  )
}
const key = (kind: string) =>
  v.pipe(
    v.string(),
    v.check(
      isKey,
      ({ input }) => `Metadata ${kind} key error: '${input}' contains invalid characters`,
    ),
  )

/** A value of null takes the key away. */
export const MetadataChange = v.object({
  labels: v.optional(
    v.record(
      key("label"),
      v.nullable(
        v.pipe(
          v.string(),
          v.check(
            (value) => value === "" || (word.test(value) && value.length <= 63),
            ({ input }) => `Metadata label value error: '${input}' contains invalid characters`,
          ),
        ),
      ),
    ),
  ),
  annotations: v.optional(
    v.record(
      key("annotation"),
      v.nullable(
        v.pipe(
          v.string(),
          v.maxLength(5000, "Metadata annotation value error: it is greater than 5000 characters"),
        ),
      ),
    ),
  ),
})
export type MetadataChange = v.InferOutput<typeof MetadataChange>
