import { json } from "../answer.ts"

type Kind = { readonly status: number; readonly code: number; readonly title: string }

const kinds = {
  invalidAuthToken: { status: 401, code: 1000, title: "CF-InvalidAuthToken" },
  notAuthenticated: { status: 401, code: 10002, title: "CF-NotAuthenticated" },
  notAuthorized: { status: 403, code: 10003, title: "CF-NotAuthorized" },
  badQuery: { status: 400, code: 10005, title: "CF-BadQueryParameter" },
  unknownRequest: { status: 404, code: 10000, title: "CF-NotFound" },
  notFound: { status: 404, code: 10010, title: "CF-ResourceNotFound" },
  unprocessable: { status: 422, code: 10008, title: "CF-UnprocessableEntity" },
  rateLimited: { status: 429, code: 10013, title: "CF-RateLimitExceeded" },
  unknown: { status: 500, code: 10001, title: "UnknownError" },
  unavailable: { status: 503, code: 10015, title: "CF-ServiceUnavailable" },
} as const satisfies Readonly<Record<string, Kind>>

/** Cloud Controller's error body, which may hold several errors and here holds one. */
export const refuse = (
  kind: keyof typeof kinds,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response => {
  const { status, code, title } = kinds[kind]
  return json(status, { errors: [{ detail, title, code }] }, headers)
}

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
    case 503:
      return refuse("unavailable", "Service unavailable: a fault of the sandbox")
    default:
      return undefined
  }
}
