import * as v from "valibot"
import { own } from "../../lib/own.ts"
import type { Trouble } from "../../model/error.ts"
import type { ReadProblem } from "../http.ts"

/** Cloud Controller: `{"errors":[{detail, title, code}]}`, also when it is sent as text/plain. */
const Controller = v.looseObject({
  errors: v.pipe(
    v.array(
      v.looseObject({
        detail: v.optional(v.string(), ""),
        title: v.optional(v.string(), ""),
        code: v.optional(v.union([v.number(), v.string()])),
      }),
    ),
    v.minLength(1),
  ),
})

/** UAA: `{"error":"unauthorized","error_description":"Bad credentials"}`. */
const Uaa = v.looseObject({ error: v.string(), error_description: v.optional(v.string()) })

/** Titles that mean something else than their HTTP status says. */
const byTitle: Readonly<Record<string, Trouble>> = {
  "CF-FeatureDisabled": "unsupported",
  "CF-BlobstoreUnavailable": "broken",
  "CF-RateLimitExceeded": "throttled",
  "CF-IPBasedRateLimitExceeded": "throttled",
  "CF-PackageBitsAlreadyUploaded": "conflict",
  "CF-StagingInProgress": "conflict",
}

/** When the rate limit starts anew: X-RateLimit-Reset is in seconds since 1970. */
const resetAt = (headers: Headers): Date | undefined => {
  const seconds = Number(headers.get("x-ratelimit-reset") ?? Number.NaN)
  return Number.isFinite(seconds) && !headers.has("retry-after")
    ? new Date(seconds * 1000)
    : undefined
}

/** Source of codes and titles: cloud_controller_ng errors/v2.yml, as the provider facts list them. */
export const problem: ReadProblem = (body, { status, headers }) => {
  const requestId = headers.get("x-vcap-request-id")
  const common = requestId === null ? {} : { requestId }
  const errors = v.safeParse(Controller, body)
  if (errors.success) {
    const [first] = errors.output.errors
    const trouble = first ? own(byTitle, first.title) : undefined
    const retryAt = status === 429 ? resetAt(headers) : undefined
    return {
      ...common,
      ...(trouble ? { trouble } : {}),
      ...(retryAt ? { retryAt } : {}),
      detail: errors.output.errors.map((error) => error.detail || error.title).join(" "),
      ...(first ? { code: [first.title, first.code].filter(Boolean).join(" ") } : {}),
    }
  }
  const uaa = v.safeParse(Uaa, body)
  if (uaa.success)
    return {
      ...common,
      detail: uaa.output.error_description ?? uaa.output.error,
      code: uaa.output.error,
    }
  return common
}
