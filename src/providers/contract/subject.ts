import type { Target } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import type { Call, Fetch } from "../../model/call.ts"
import type { Provider, Resource } from "../../model/provider.ts"
import type { Values } from "../../model/input.ts"
import { ProviderError } from "../../model/error.ts"

/** A resource under test: at a place where it has rows, over a connection. */
export type Subject = {
  readonly provider: Provider
  readonly resource: Resource
  readonly place: Place
  /** All of its rows there, as the largest pages give them. */
  readonly rows: readonly Row[]
  readonly fetch: Fetch
  readonly settings: Values
  readonly call: Call
}

/** A call as the app makes it, over a fetch and with the settings of a connection. */
export const callOver = (
  fetch: Fetch,
  settings: Values,
  signal: AbortSignal = new AbortController().signal,
): Call => ({ fetch, settings, signal, priority: "visible" })

/** The error that some work must end in. */
export const problemOf = async (work: Promise<unknown>): Promise<ProviderError> => {
  const outcome: unknown = await work.then(
    () => "no error",
    (cause: unknown) => cause,
  )
  if (outcome instanceof ProviderError) return outcome
  throw new Error(`Expected a ProviderError, found ${String(outcome)}`, { cause: outcome })
}

/** Ids that one list has and the other lacks, a few of each: short enough to read when it fails. */
export const difference = (found: readonly Row[], wanted: readonly Row[]) => {
  const [has, needs] = [new Set(found.map(({ id }) => id)), new Set(wanted.map(({ id }) => id))]
  return {
    missing: [...needs].filter((id) => !has.has(id)).slice(0, 3),
    extra: [...has].filter((id) => !needs.has(id)).slice(0, 3),
    twice: found.length - has.size,
  }
}

export const same = { missing: [], extra: [], twice: 0 }

/** A row of the list as an action gets it. */
export const targetOf = ({ resource, place }: Subject, row: Row): Target => ({
  place: [...place, { in: resource.id, id: row.id }],
  row,
})
