import * as v from "valibot"
import { invalidFields, problemOf } from "./problems.ts"

/** A request that is refused; the response is the problem. */
export class Refused extends Error {
  readonly response: Response

  constructor(response: Response) {
    super("refused")
    this.response = response
  }
}

/**
 * The body of a write: JSON under the resource's own type, and nothing in it that the resource lacks.
 * @throws Refused
 */
export const bodyOf = async <T>(
  request: Request,
  type: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T> => {
  const given = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase()
  if (given !== type.toLowerCase() && given !== "application/json")
    throw new Refused(problemOf(12, [{ name: "Content-Type", reason: `must be ${type}` }]))
  let json: unknown
  try {
    json = await request.json()
  } catch {
    throw new Refused(problemOf(7))
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  throw new Refused(
    invalidFields(
      parsed.issues.map((issue) => ({
        name: v.getDotPath(issue) ?? "body",
        reason: issue.message,
      })),
    ),
  )
}
