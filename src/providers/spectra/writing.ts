import * as v from "valibot"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { ask } from "../http.ts"
import type { Params, ReadProblem, Send } from "../http.ts"
import { pathOf } from "./address.ts"
import { softwareParams } from "./inputs.ts"
import { problem } from "./wire.ts"

/** The API's parameters by which our forms ask for something under another id. */
const inputOf: ReadonlyMap<string, string> = new Map([
  ...Object.entries(softwareParams).map(([id, param]) => [param, id] as const),
  ["diff_with", "diffWith"],
  ["max_size", "maxSize"],
  ["auth-user", "user"],
  ["auth-pass", "password"],
  ["bearer-token", "token"],
])

/** `category: Invalid software category`: what is wrong with which input. */
export const writeProblem: ReadProblem = (body, response) => {
  const read = problem(body, response)
  const [, param = "", said = ""] = /^([\w-]+): (.+)$/s.exec(read.detail ?? "") ?? []
  if (param === "" || ![400, 409].includes(response.status)) return read
  return { ...read, fields: { [inputOf.get(param) ?? param]: said } }
}

/** Sends a change; what comes back is a word such as `OK`. @throws ProviderError */
export const write = async (call: Call, send: Omit<Send, "problem">): Promise<void> => {
  await ask(call, { ...send, schema: v.unknown(), problem: writeProblem })
}

/** A local moment of a form, or a date, as the API writes it. */
export const momentOf = (text: string): string => new Date(text).toISOString()

const trimmed = (values: Values, id: string): string => (values[id] ?? "").trim()

/** Metadata as query parameters; what is blank is left to the API. */
export const softwareQuery = (values: Values): Params =>
  Object.entries(softwareParams).map(([id, param]) => {
    const value = trimmed(values, id)
    return [param, id === "releaseDate" && value !== "" ? momentOf(value) : value]
  })

/** Metadata as a body: those that were given, blank ones too. */
export const softwareBody = (values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(softwareParams).flatMap(([id, param]) => {
      const value = values[id]?.trim()
      if (value === undefined) return []
      return [[param, id === "releaseDate" ? momentOf(value) : value]]
    }),
  )

/** What answers a call that is not there knows of nothing that could be missing. */
const saysNothing = ({ problem: { detail, fields } }: ProviderError): boolean =>
  fields === undefined && (detail === undefined || /not found\W*$/i.test(detail))

/**
 * A call that older Portals lack. A 404 says either that, or that something is not there: what is listed
 * is there, and where nothing is yet, the words of the refusal tell the two apart.
 * @param at something that must be there for the call to make sense
 */
export const orLacking = async <T>(
  call: Call,
  at: Place,
  feature: string,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof ProviderError) || !["missing", "unsupported"].includes(cause.trouble))
      throw cause
    if (at.length === 0 && !saysNothing(cause)) throw cause
    if (cause.trouble === "missing")
      await ask(call, { path: pathOf(call, "list", at), schema: v.unknown(), problem })
    throw new ProviderError(
      {
        trouble: "unsupported",
        lacking: true,
        title: `${feature} is not offered by this Portal.`,
        detail: "It is of a later version of the API than this Portal speaks.",
        ...(cause.problem.status === undefined ? {} : { status: cause.problem.status }),
      },
      cause,
    )
  }
}
