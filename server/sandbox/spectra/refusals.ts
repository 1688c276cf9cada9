import { json } from "../answer.ts"

/** Thrown to end a request with an answer. */
export class Refused extends Error {
  readonly response: Response
  constructor(response: Response) {
    super(`Refused with ${response.status}.`)
    this.name = "Refused"
    this.response = response
  }
}

/** The Portal's body for what it refuses. */
export const refusal = (status: number, error: string): Response => json(status, { error })

/** @returns what to throw */
export const refuse = (status: number, error: string): Refused =>
  new Refused(refusal(status, error))

/** The body says the seconds, too: the vendor's own client reads them there and not in the header. */
export const throttled = (seconds: number): Response =>
  json(
    429,
    { error: `Request was throttled. Expected available in ${seconds} seconds.` },
    { "retry-after": String(seconds) },
  )

export const words = {
  denied: "You do not have permission to perform this action.",
  token: "Invalid or expired token.",
  syntax: "Invalid syntax or unsupported characters.",
  analysisCapacity: "The analysis capacity of the group would be exceeded.",
  downloadCapacity: "The download capacity of the group would be exceeded.",
  repro: "The version has no reproducible build artifact.",
} as const
