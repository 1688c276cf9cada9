import { json } from "../answer.ts"

/** Credentials or a token that the API does not accept, or no longer. */
export const unauthorized = (): Response => json(401, { message: "Invalid JWT payload" })

/** A token that lacks the scope of the route. */
export const denied = (): Response =>
  json(403, { status: "ACCESS_DENIED", message: "insufficient privileges" })

export const badRequest = (message: string): Response => json(400, { message })

export const pageSizeRefused = (): Response =>
  badRequest("The page size requested is not supported.")

export const notFound = (message = "The requested resource was not found."): Response =>
  json(404, { message })

export const conflict = (
  message = "The request conflicts with the state of the resource.",
): Response => json(409, { message })

/** The documented 501: a method or an address that the API does not have. */
export const notImplemented = (): Response =>
  json(501, { message: "The requested operation is not implemented." })

/** The codes that the API documents, in its words: a message, and for 403 a status. */
export const problem = (status: number): Response | undefined => {
  switch (status) {
    case 400:
      return badRequest("The request could not be understood.")
    case 401:
      return unauthorized()
    case 403:
      return denied()
    case 404:
      return notFound()
    case 409:
      return conflict()
    case 429:
      return json(429, { message: "Too many requests." })
    case 500:
      return json(500, { message: "An unexpected error occurred." })
    case 501:
      return notImplemented()
    default:
      return undefined
  }
}
