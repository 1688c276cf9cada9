import * as v from "valibot"
import type { ReadProblem } from "../http.ts"

/** `{"message"}`, and in the Optics family sometimes `{"status", "message"}`; the body may be empty. */
const Refused = v.looseObject({ message: v.nullish(v.string()), status: v.optional(v.unknown()) })

/** Each route wants a scope of its own, and a token without it is refused with 403. */
export const withScope =
  (scope: string, doing: string): ReadProblem =>
  (body, { status }) => {
    const { message, status: code } = v.is(Refused, body) ? body : {}
    return {
      ...(status === 403
        ? { title: `This application may not ${doing}: that needs the scope ${scope}.` }
        : {}),
      ...(message ? { detail: message } : {}),
      // A number would only say the HTTP status again.
      ...(typeof code === "string" && code !== "" ? { code } : {}),
    }
  }
