import type { Problem, Trouble } from "../../model/error.ts"
import type { ProviderId } from "../../model/provider.ts"

/** An error as an API documents it, and what a person must be told. */
export type Documented = {
  readonly name: string
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly trouble: Trouble
  /** Words of the provider that must arrive. */
  readonly says?: string
  /** Words that must not. */
  readonly hides?: string
  readonly problem?: Partial<Problem>
  /** Part of the code. */
  readonly code?: string
  /** Seconds after which it makes sense to try again. */
  readonly retryIn?: number
}

const requestId = "6f1f4d0e-2f0e-4f2b-9a55-b1c0d3a2f0aa::7f0a"

const cf = (
  status: number,
  title: string,
  code: number,
  trouble: Trouble,
  detail = `What ${title} says.`,
): Documented => ({
  name: `${title} ${code}`,
  status,
  body: { errors: [{ detail, title, code }] },
  headers: { "x-vcap-request-id": requestId, "content-type": "application/json" },
  trouble,
  says: detail,
  problem: { code: `${title} ${code}`, requestId, status },
})

const cloudfoundry: readonly Documented[] = [
  cf(401, "CF-InvalidAuthToken", 1000, "signed-out", "Invalid Auth Token"),
  cf(401, "CF-NotAuthenticated", 10002, "signed-out", "Authentication error"),
  cf(403, "CF-NotAuthorized", 10003, "forbidden"),
  cf(403, "CF-OrgSuspended", 10017, "forbidden"),
  cf(400, "CF-MessageParseError", 1001, "invalid"),
  cf(400, "CF-BadQueryParameter", 10005, "invalid"),
  cf(404, "CF-NotFound", 10000, "missing", "Unknown request"),
  cf(404, "CF-ResourceNotFound", 10010, "missing", "Package not found"),
  cf(422, "CF-UnprocessableEntity", 10008, "invalid"),
  cf(502, "CF-BlobstoreUnavailable", 150_006, "broken"),
  cf(503, "CF-ServiceUnavailable", 10015, "broken"),
  cf(500, "UnknownError", 10001, "broken"),
  cf(503, "CF-UaaUnavailable", 20004, "broken"),
  cf(429, "CF-UaaRateLimited", 20008, "throttled"),
  {
    name: "several errors at once",
    status: 422,
    body: {
      errors: [
        {
          detail: "Type must be one of 'bits, docker'",
          title: "CF-UnprocessableEntity",
          code: 10008,
        },
        { detail: "App is invalid.", title: "CF-UnprocessableEntity", code: 10008 },
      ],
    },
    trouble: "invalid",
    says: "Type must be one of 'bits, docker' App is invalid.",
  },
  {
    name: "a rate limit, as JSON that calls itself text",
    status: 429,
    body: {
      errors: [{ detail: "Rate Limit Exceeded", title: "CF-RateLimitExceeded", code: 10013 }],
    },
    headers: { "content-type": "text/plain; charset=utf-8", "retry-after": "37" },
    trouble: "throttled",
    says: "Rate Limit Exceeded",
    problem: { code: "CF-RateLimitExceeded 10013" },
    retryIn: 37,
  },
  {
    name: "UAA: a token that is not valid",
    status: 401,
    body: { error: "invalid_token", error_description: "The token expired" },
    trouble: "signed-out",
    says: "The token expired",
    problem: { code: "invalid_token" },
  },
  {
    name: "UAA: too few scopes",
    status: 403,
    body: {
      error: "insufficient_scope",
      error_description: "Insufficient scope for this resource",
    },
    trouble: "forbidden",
    says: "Insufficient scope",
    problem: { code: "insufficient_scope" },
  },
]

const spectraSays = (status: number, trouble: Trouble, error: string): Documented => ({
  name: `${status} ${error}`,
  status,
  body: { error },
  trouble,
  says: error,
})

const spectra: readonly Documented[] = [
  spectraSays(400, "invalid", "category: Invalid software category"),
  spectraSays(401, "signed-out", "Token expired"),
  spectraSays(402, "capacity", "Analysis capacity exceeded"),
  spectraSays(403, "forbidden", "Not a member of the group"),
  spectraSays(404, "missing", "Project does not exist"),
  spectraSays(409, "conflict", "Project exists"),
  spectraSays(500, "broken", "Try again later"),
  {
    name: "plain text",
    status: 404,
    body: "Not Found",
    headers: { "content-type": "text/plain" },
    trouble: "missing",
    says: "Not Found",
  },
  {
    name: "throttled, with the header",
    status: 429,
    body: { error: "Request was throttled. Expected available in 12 seconds." },
    headers: { "retry-after": "12" },
    trouble: "throttled",
    says: "throttled",
    retryIn: 12,
  },
  {
    name: "throttled, with the seconds in the text alone",
    status: 429,
    body: "Request was throttled. Expected available in 41 seconds.",
    trouble: "throttled",
    says: "throttled",
    retryIn: 41,
  },
]

const cylanceSays = (status: number, trouble: Trouble, message: string): Documented => ({
  name: `${status} ${message}`,
  status,
  body: { message },
  trouble,
  says: message,
})

const cylance: readonly Documented[] = [
  cylanceSays(400, "invalid", "The page size requested is not supported."),
  cylanceSays(401, "signed-out", "Invalid JWT payload"),
  cylanceSays(404, "missing", "No such package"),
  cylanceSays(409, "conflict", "There is one already"),
  cylanceSays(500, "broken", "Internal error"),
  {
    name: "403 of the Optics family",
    status: 403,
    body: { status: "ACCESS_DENIED", message: "insufficient privileges" },
    trouble: "forbidden",
    says: "insufficient privileges",
    code: "ACCESS_DENIED",
  },
  { name: "429 without a body", status: 429, body: "", trouble: "throttled" },
  { name: "501 without a body", status: 501, body: "", trouble: "unsupported" },
]

const vra = (status: number, code: number, trouble: Trouble, message: string): Documented => ({
  name: `${status} ${code}`,
  status,
  body: {
    errors: [
      { code, source: null, message, systemMessage: `${code}-${message}`, moreInfoUrl: null },
    ],
  },
  trouble,
  says: message,
  code: String(code),
})

const page =
  "<!DOCTYPE html><html><head><title>Apache Tomcat</title></head><body>HTTP Status</body></html>"

const vrealize: readonly Documented[] = [
  vra(400, 10101, "invalid", "Invalid argument."),
  vra(404, 20116, "missing", "Unable to find the specified package."),
  vra(500, 50505, "broken", "System exception."),
  vra(401, 90135, "signed-out", "Unable to authenticate user x in tenant y."),
  vra(403, 10102, "forbidden", "Access denied."),
  {
    name: "401 as a page of HTML",
    status: 401,
    body: page,
    headers: { "content-type": "text/html" },
    trouble: "signed-out",
    hides: "Tomcat",
  },
  {
    name: "an error without its source",
    status: 400,
    body: {
      errors: [
        { code: 10101, message: "Invalid argument.", systemMessage: null, moreInfoUrl: null },
      ],
    },
    trouble: "invalid",
    says: "Invalid argument.",
  },
]

const astraSays = (
  status: number,
  number: number,
  trouble: Trouble,
  detail: string,
): Documented => ({
  name: `${status} problems/${number}`,
  status,
  body: {
    type: `https://astra.netapp.io/problems/${number}`,
    title: `Title of ${number}`,
    detail,
    status: String(status),
    correlationID: "2b1f3a7e-9a3b-4a9b-8f34-5d2c1f3b0f11",
  },
  headers: { "content-type": "application/problem+json" },
  trouble,
  says: detail,
  code: `problems/${number}`,
  problem: { requestId: "2b1f3a7e-9a3b-4a9b-8f34-5d2c1f3b0f11", status },
})

const astra: readonly Documented[] = [
  astraSays(404, 1, "missing", "The resource specified in the request URI wasn't found."),
  astraSays(404, 2, "missing", "The collection specified in the request URI wasn't found."),
  astraSays(401, 3, "signed-out", "The request is missing the required bearer token."),
  astraSays(401, 4, "signed-out", "The bearer token isn't valid."),
  astraSays(400, 6, "invalid", "The query parameter isn't supported."),
  astraSays(409, 10, "conflict", "A field conflicts with an idempotent value."),
  astraSays(403, 11, "forbidden", "The requested operation isn't permitted."),
  astraSays(403, 14, "forbidden", "The user isn't enabled."),
  astraSays(406, 32, "unsupported", "The media type isn't supported."),
  astraSays(500, 34, "broken", "Something failed."),
  astraSays(502, 40, "broken", "A bad gateway."),
  astraSays(503, 41, "broken", "Not now."),
  {
    ...astraSays(400, 5, "invalid", "The supplied query parameters are invalid."),
    name: "400 problems/5 with the parameters that are wrong",
    body: {
      type: "https://astra.netapp.io/problems/5",
      title: "Invalid query parameters",
      detail: "The supplied query parameters are invalid.",
      status: "400",
      invalidParams: [{ name: "limit", reason: "must be positive" }],
    },
    problem: { fields: { limit: "must be positive" } },
  },
]

/** Every error body that the APIs document for what the app asks of them. */
export const documentedErrors: Readonly<Record<ProviderId, readonly Documented[]>> = {
  spectra,
  cloudfoundry,
  vrealize,
  cylance,
  astra,
}
