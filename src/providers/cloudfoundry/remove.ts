import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { follow } from "./follow.ts"
import type { Stage } from "./follow.ts"
import { refusal } from "./refusal.ts"

const Said = v.array(v.looseObject({ detail: v.nullish(v.string()), title: v.nullish(v.string()) }))

/** States: PROCESSING, POLLING, COMPLETE, FAILED. */
const Job = v.looseObject({
  state: v.string(),
  errors: v.nullish(Said),
  warnings: v.nullish(Said),
})
type Job = v.InferOutput<typeof Job>

const wordsOf = (said: Job["errors"]): string | undefined =>
  said?.map(({ detail, title }) => detail ?? title ?? "").join(" ") || undefined

const readJob = async (call: Call, guid: string): Promise<Stage<Job>> => {
  const { body } = await ask(call, { path: path`/v3/jobs/${guid}`, schema: Job, problem: refusal })
  const ended = body.state === "COMPLETE" || body.state === "FAILED"
  return { word: body.state, ended, value: body }
}

/** The guid at the end of a Location; its host may be any, and is not looked at. */
const jobIn = (location: string | null): string | undefined =>
  /\/v3\/jobs\/([^/?#]+)/.exec(location ?? "")?.[1]

/** In the API's own words: a 404 of anything in between, or of an unknown route, says nothing of it. */
const isMissing = (cause: unknown): boolean =>
  cause instanceof ProviderError && /^CF-ResourceNotFound\b/.test(cause.problem.code ?? "")

/** What a job is when it was accepted: its first look may fail, and it was begun nevertheless. */
const begun: Stage<Job> = { word: "PROCESSING", ended: false, value: { state: "PROCESSING" } }

/** Follows a deletion to its end. @throws ProviderError where it failed */
const followJob = async (call: Call, guid: string): Promise<Done | undefined> => {
  const { value, ended } = await follow(call, begun, () => readJob(call, guid), 0)
  if (value === begun.value)
    return { accepted: true, note: "It was begun; how it goes on could not be asked." }
  if (!ended)
    return {
      accepted: true,
      note: `Cloud Foundry still deletes it: after half an hour its job is ${value.state}.`,
    }
  if (value.state === "FAILED") {
    const detail = wordsOf(value.errors)
    throw new ProviderError({
      trouble: "broken",
      title: "Cloud Foundry could not delete it. It may be tried again.",
      ...(detail === undefined ? {} : { detail }),
    })
  }
  const warnings = wordsOf(value.warnings)
  return warnings === undefined ? undefined : { note: warnings }
}

/** DELETE /v3/packages/:guid: since July 2017 a job that goes on, before that done at once. */
export const remove = async (call: Call, { place }: Target): Promise<Done | undefined> => {
  let answer
  try {
    answer = await ask(call, {
      path: path`/v3/packages/${idOf(place, "packages")}`,
      method: "DELETE",
      schema: v.unknown(),
      problem: refusal,
    })
  } catch (cause) {
    // Someone else was faster, and what was wanted is so.
    if (isMissing(cause)) return { note: "It was gone already." }
    throw cause
  }
  if (answer.status !== 202) return undefined
  const job = jobIn(answer.headers.get("location"))
  if (job === undefined)
    return {
      accepted: true,
      note: "Cloud Foundry deletes it, and does not say how that can be followed.",
    }
  return await followJob(call, job)
}
