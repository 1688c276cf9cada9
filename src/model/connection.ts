import * as v from "valibot"
import { troubles } from "./error.ts"
import { providerIds } from "./provider.ts"

/** A connection as the server tells it to the browser: everything but its secrets. */
export const Connection = v.object({
  id: v.string(),
  provider: v.picklist(providerIds),
  name: v.string(),
  /** Values that are no secrets, by input id. */
  settings: v.record(v.string(), v.string()),
  /** Ids of the secret inputs that have a value, so that a form can say "saved" without showing it. */
  secrets: v.array(v.string()),
  /** Made by the server for its sandbox; gone when the sandbox is off. */
  sandbox: v.boolean(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type Connection = v.InferOutput<typeof Connection>

/** What a form sends. A secret left out keeps its saved value. */
export const ConnectionDraft = v.object({
  provider: v.picklist(providerIds),
  name: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, "Give the connection a name."),
    v.maxLength(60),
  ),
  settings: v.record(v.string(), v.string()),
  secrets: v.record(v.string(), v.string()),
})
export type ConnectionDraft = v.InferOutput<typeof ConnectionDraft>

/** The steps that "Test" reports, in the order in which they can fail. */
export const testSteps = ["address", "tls", "credential", "permission", "list"] as const

export const TestStep = v.object({
  step: v.picklist(testSteps),
  /** `skipped`: not reached, because an earlier step failed, or it does not apply. */
  outcome: v.picklist(["ok", "failed", "skipped"]),
  /** What happened, in one sentence. */
  said: v.string(),
  /** What to do about it. */
  fix: v.optional(v.string()),
  /** Why the sign-in says nothing of the credential: nobody looked at that. Absent: somebody did. */
  unjudged: v.optional(v.picklist(troubles)),
  ms: v.optional(v.number()),
})
export type TestStep = v.InferOutput<typeof TestStep>

export const TestReport = v.object({ ok: v.boolean(), steps: v.array(TestStep) })
export type TestReport = v.InferOutput<typeof TestReport>

/** Who uses this browser session. */
export const Session = v.object({
  user: v.string(),
  /** False where the server wants an access token first. */
  signedIn: v.boolean(),
  sandbox: v.boolean(),
  version: v.string(),
})
export type Session = v.InferOutput<typeof Session>
