type Headers = Readonly<Record<string, string>>

/** A JSON answer. */
export const json = (status: number, body: unknown, headers: Headers = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  })

/** A plain text answer. */
export const text = (status: number, body: string, headers: Headers = {}): Response =>
  new Response(body, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  })

/** An answer without a body: 204, 304, or a status alone. */
export const empty = (status: number, headers: Headers = {}): Response =>
  new Response(null, { status, headers })

/** The path exactly as it was sent, still percent-encoded, without the query. */
export const rawPath = (request: Request): string => new URL(request.url).pathname

/** The query of a request. */
export const queryOf = (request: Request): URLSearchParams => new URL(request.url).searchParams
