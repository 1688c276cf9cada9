import * as v from "valibot"
import { ProviderError, troubles } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { wentAway, transport } from "./transport.ts"

/** What our own server says when it refuses or fails; the header `waybill-problem` announces it. */
const ServerProblem = v.object({
  trouble: v.picklist(troubles),
  title: v.string(),
  detail: v.exactOptional(v.string()),
  remedy: v.exactOptional(v.string()),
  requestId: v.exactOptional(v.string()),
  fields: v.exactOptional(v.record(v.string(), v.string())),
})

/** For an answer that is not in our server's own words, such as a proxy's page in between. */
const byStatus: Readonly<Record<number, Trouble>> = {
  401: "signed-out",
  403: "forbidden",
  404: "missing",
  409: "conflict",
  429: "throttled",
}

const parseJson = (text: string): unknown => {
  try {
    return text === "" ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const toError = (status: number, ours: boolean, body: unknown): ProviderError => {
  const said = ours ? v.safeParse(ServerProblem, body) : undefined
  if (said?.success) return new ProviderError({ ...said.output, status })
  return new ProviderError({
    trouble: byStatus[status] ?? (status >= 500 ? "broken" : "invalid"),
    title:
      status >= 500
        ? "Waybill's own server failed."
        : `Waybill's own server refused the request (${status}).`,
    status,
  })
}

export type ServerInit = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE"
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/**
 * Asks our own server and parses its answer; an answer without a body reads as `undefined`.
 * @throws ProviderError for everything but an abort; `fields` says which input was wrong
 */
export const askServer = async <T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  { method = "GET", body, signal }: ServerInit = {},
): Promise<T> => {
  const request = new Request(new URL(path, globalThis.location.origin), {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  let response: Response
  let text: string
  try {
    response = await transport(request)
    text = await response.text()
  } catch (cause) {
    signal?.throwIfAborted()
    throw cause instanceof ProviderError ? cause : wentAway(cause)
  }
  const answer = parseJson(text)
  if (!response.ok) throw toError(response.status, response.headers.has("waybill-problem"), answer)
  const parsed = v.safeParse(schema, answer)
  if (parsed.success) return parsed.output
  const where = v.getDotPath(parsed.issues[0])
  throw new ProviderError({
    trouble: "unreadable",
    title: "The answer of Waybill's own server could not be read.",
    detail: `${where ? `${where}: ` : ""}${parsed.issues[0].message}`,
    status: response.status,
  })
}
