import type { Values } from "../../src/model/provider.ts"
import type { Exchange } from "../upstreams/upstream.ts"
import { agentFor, dispatch } from "./outbound.ts"

const limit = 1_000_000

/** The small requests of signing in: whole answers, a time limit, the connection's own authority. */
export const exchangeFor =
  (settings: Values): Exchange =>
  async (url, init) => {
    const answer = await dispatch(url, {
      method: init.method ?? "GET",
      headers: init.headers ?? {},
      ...(init.body === undefined ? {} : { body: init.body }),
      signal: AbortSignal.timeout(20_000),
      agent: agentFor(settings),
    })
    const text = await answer.body.text()
    return {
      status: answer.statusCode,
      contentType: String(answer.headers["content-type"] ?? ""),
      text: text.slice(0, limit),
    }
  }
