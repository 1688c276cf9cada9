import { json } from "../answer.ts"

type Kind = { readonly status: number; readonly code: number; readonly title: string }

const kinds = {
  invalidAuthToken: { status: 401, code: 1000, title: "CF-InvalidAuthToken" },
  notAuthenticated: { status: 401, code: 10002, title: "CF-NotAuthenticated" },
  parseError: { status: 400, code: 1001, title: "CF-MessageParseError" },
  badRequest: { status: 400, code: 1004, title: "CF-BadRequest" },
  bitsAlreadyUploaded: { status: 400, code: 150_004, title: "CF-PackageBitsAlreadyUploaded" },
  featureDisabled: { status: 403, code: 330_002, title: "CF-FeatureDisabled" },
  orgSuspended: { status: 403, code: 10017, title: "CF-OrgSuspended" },
  stagingInProgress: { status: 422, code: 170_017, title: "CF-StagingInProgress" },
  blobstore: { status: 502, code: 150_006, title: "CF-BlobstoreUnavailable" },
  notAuthorized: { status: 403, code: 10003, title: "CF-NotAuthorized" },
  badQuery: { status: 400, code: 10005, title: "CF-BadQueryParameter" },
  unknownRequest: { status: 404, code: 10000, title: "CF-NotFound" },
  notFound: { status: 404, code: 10010, title: "CF-ResourceNotFound" },
  unprocessable: { status: 422, code: 10008, title: "CF-UnprocessableEntity" },
  rateLimited: { status: 429, code: 10013, title: "CF-RateLimitExceeded" },
  unknown: { status: 500, code: 10001, title: "UnknownError" },
  unavailable: { status: 503, code: 10015, title: "CF-ServiceUnavailable" },
} as const satisfies Readonly<Record<string, Kind>>

/** A request that ends in a refusal. */
export class Refused extends Error {
  readonly response: Response

  constructor(response: Response) {
    super(`Refused with ${response.status}`)
    this.response = response
  }
}

export type Kinds = keyof typeof kinds

/** One error as it stands in an answer, and in a job that failed. */
export const errorOf = (kind: Kinds, detail: string) => {
  const { code, title } = kinds[kind]
  return { detail, title, code }
}

/** Cloud Controller's error body, which may hold several errors and here holds one. */
export const refuse = (
  kind: Kinds,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response => json(kinds[kind].status, { errors: [errorOf(kind, detail)] }, headers)

/** What was asked for is understood and not possible: 422, each fault by itself. */
export const unprocessable = (...details: readonly string[]): Refused =>
  new Refused(json(422, { errors: details.map((detail) => errorOf("unprocessable", detail)) }))

export const refused = (kind: Kinds, detail: string): Refused => new Refused(refuse(kind, detail))

export const badQuery = (messages: readonly string[]): Response =>
  refuse("badQuery", `The query parameter is invalid: ${messages.join(", ")}`)

/** The limiter answers before the API does: the body is JSON, the content type says plain text. */
export const rateLimited = (headers: Readonly<Record<string, string>>): Response =>
  refuse("rateLimited", "Rate Limit Exceeded", {
    ...headers,
    "content-type": "text/plain; charset=utf-8",
  })

/** Cloud Controller's words for a status that a fault asks for. */
export const problem = (status: number, retryAfter: number | undefined): Response | undefined => {
  switch (status) {
    case 401:
      return refuse("invalidAuthToken", "Invalid Auth Token")
    case 403:
      return refuse("notAuthorized", "You are not authorized to perform the requested action")
    case 404:
      return refuse("notFound", "Package not found")
    case 422:
      return refuse("unprocessable", "The request is semantically invalid: a fault of the sandbox")
    case 429:
      return rateLimited(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) })
    case 500:
      return refuse("unknown", "An unknown error occurred.")
    case 502:
      return refuse("blobstore", "Failed to perform operation due to blobstore unavailability.")
    case 503:
      return refuse("unavailable", "Service unavailable: a fault of the sandbox")
    default:
      return undefined
  }
}
