import type { Agent } from "undici"
import type { Exchange } from "../upstreams/upstream.ts"
import { CredentialError } from "../upstreams/upstream.ts"
import { dispatch, readWhole } from "./outbound.ts"

const largest = 1_000_000
const patience = 20_000

/** The small requests of signing in: whole answers, a time limit, the connection's own authority. */
export const exchangeOver =
  (agent: Agent, signal?: AbortSignal): Exchange =>
  async (url, init) => {
    const limit = AbortSignal.timeout(patience)
    const answer = await dispatch(url, {
      method: init.method ?? "GET",
      headers: init.headers ?? {},
      ...(init.body === undefined ? {} : { body: init.body }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      agent,
      // A sign-in that is lost is made again, and nothing happened twice by it.
      changes: false,
    })
    const bytes = await readWhole(answer.body, largest, url)
    if (!bytes)
      throw new CredentialError(
        `${url.host} answered the sign-in with far more than a token.`,
        "Check the address: something else may be listening there.",
      )
    const retryAfter = answer.headers["retry-after"]
    return {
      status: answer.statusCode,
      ...(typeof retryAfter === "string" ? { retryAfter } : {}),
      contentType: String(answer.headers["content-type"] ?? ""),
      text: bytes.toString("utf8"),
    }
  }
