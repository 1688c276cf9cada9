import { empty, json } from "../answer.ts"

type Entry = { readonly code: number; readonly message: string; readonly system?: string | null }

const errors = (status: number, { code, message, system = null }: Entry): Response =>
  json(status, {
    errors: [{ code, source: null, message, systemMessage: system, moreInfoUrl: null }],
  })

/** What is wrong with a parameter or a body, said so that it can be found. */
export class InvalidArgument extends Error {}

export const invalidArgument = (system: string): Response =>
  errors(400, { code: 10101, message: `Invalid argument. ${system}`, system })

export const loginRefused = (username: string, tenant: string): Response => {
  const message = `Unable to authenticate user ${username} in tenant ${tenant}.`
  return errors(401, { code: 90135, message, system: `90135-${message}` })
}

/** The services document no code of their own for this; the catalog's stands in. */
export const notFound = (what: string, id: string): Response => {
  const message = `Unable to find the specified ${what}: ${id}.`
  return errors(404, { code: 20116, message, system: message })
}

/** One package refers to content that was deleted, and no package can be listed. Without `source`, as seen. */
export const contentMissing = (id: string): Response => {
  const message = `Package with content [${id}] not found. Remove it from the package, then try again.`
  return json(400, {
    errors: [{ code: 85552, message, systemMessage: `85552-${message}`, moreInfoUrl: null }],
  })
}

const titles: Readonly<Record<number, string>> = {
  401: "Authentication required",
  403: "Access is denied",
  404: "Not Found",
}

/** The web server's own page: what comes when a request does not get as far as the service. */
export const htmlPage = (status: number): Response =>
  new Response(
    `<!DOCTYPE html><html><head><title>Error report</title></head><body><h1>HTTP Status ${status} - ${titles[status] ?? "Error"}</h1></body></html>`,
    { status, headers: { "content-type": "text/html;charset=utf-8" } },
  )

export const methodNotAllowed = (allow: string): Response => empty(405, { allow })

/** A documented status in the API's words. */
export const problem = (status: number): Response | undefined => {
  switch (status) {
    case 400:
      return invalidArgument("The request could not be understood.")
    case 401:
    case 403:
      return htmlPage(status)
    case 404:
      return notFound("package", "unknown")
    case 500:
      return errors(500, { code: 50505, message: "System exception." })
    default:
      return undefined
  }
}
