import { randomUUID } from "node:crypto"

/** What is wrong with one parameter or header. */
type Fault = { readonly name: string; readonly reason: string }

type Kind = { readonly status: number; readonly title: string; readonly detail: string }

/** The part of Astra's catalogue of problems that its packages can answer, by number. */
const catalogue = {
  1: {
    status: 404,
    title: "Resource not found",
    detail: "The resource specified in the request URI wasn't found.",
  },
  2: {
    status: 404,
    title: "Collection not found",
    detail: "The collection specified in the request URI wasn't found.",
  },
  3: {
    status: 401,
    title: "Missing bearer token",
    detail: "The request is missing the required bearer token.",
  },
  4: {
    status: 401,
    title: "Invalid bearer token",
    detail: "The bearer token of the request isn't valid.",
  },
  5: {
    status: 400,
    title: "Invalid query parameters",
    detail: "The supplied query parameters are invalid.",
  },
  6: {
    status: 400,
    title: "Query parameters not supported",
    detail: "This collection doesn't take the supplied query parameters.",
  },
  7: {
    status: 400,
    title: "Invalid JSON",
    detail: "The request body isn't valid JSON.",
  },
  9: {
    status: 400,
    title: "Invalid JSON resource",
    detail: "The request body JSON isn't a valid resource.",
  },
  10: {
    status: 409,
    title: "JSON resource conflict",
    detail: "The request body JSON contains a field that conflicts with an idempotent value.",
  },
  11: {
    status: 403,
    title: "Operation not permitted",
    detail: "The requested operation isn't permitted.",
  },
  12: {
    status: 400,
    title: "Invalid headers",
    detail: "The value of x-pcloud-accountid isn't an account of this token.",
  },
  14: {
    status: 403,
    title: "User not enabled",
    detail: "The user that this token belongs to isn't enabled.",
  },
  32: {
    status: 406,
    title: "Unsupported content type",
    detail: "None of the types that the request accepts can be sent.",
  },
  38: {
    status: 412,
    title: "Precondition failed",
    detail: "The resource has changed since the version that the request names.",
  },
  34: { status: 500, title: "Internal error", detail: "The request couldn't be completed." },
  40: { status: 502, title: "Bad gateway", detail: "A service behind this one didn't answer." },
  41: {
    status: 503,
    title: "Service unavailable",
    detail: "The service can't answer for the moment.",
  },
} as const satisfies Record<number, Kind>

type ProblemNumber = keyof typeof catalogue

const send = (type: string, kind: Kind, more: object = {}): Response => {
  const { status, title, detail } = kind
  // The status in the body is a string: that is how the API has it.
  const body = { type, title, detail, status: String(status), correlationID: randomUUID(), ...more }
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json" },
  })
}

/** A problem of the catalogue; `faults` say which parameters it is about. */
export const problemOf = (number: ProblemNumber, faults: readonly Fault[] = []): Response =>
  send(
    `https://astra.netapp.io/problems/${number}`,
    catalogue[number],
    faults.length === 0 ? {} : { invalidParams: faults },
  )

/** A body that is no such resource: problem 9, with the fields that it is about. */
export const invalidFields = (faults: readonly Fault[]): Response =>
  send("https://astra.netapp.io/problems/9", catalogue[9], { invalidFields: faults })

/** The catalogue documents no problem for a method that a resource does not have. */
export const methodNotAllowed = (): Response =>
  send("about:blank", {
    status: 405,
    title: "Method not allowed",
    detail: "The resource doesn't have this method.",
  })

const numbers: Readonly<Record<number, ProblemNumber>> = {
  400: 5,
  401: 4,
  403: 11,
  404: 1,
  406: 32,
  409: 10,
  412: 38,
  500: 34,
  502: 40,
  503: 41,
}

/** The problem that the API would send with a status. */
export const problem = (status: number): Response | undefined => {
  const number = numbers[status]
  return number === undefined ? undefined : problemOf(number)
}

/** A parameter that cannot be understood: problem 5. */
export class InvalidParameter extends Error {
  readonly fault: Fault

  constructor(name: string, reason: string) {
    super(reason)
    this.fault = { name, reason }
  }
}
