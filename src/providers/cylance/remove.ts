import * as v from "valibot"
import type { Done, Target, Toll } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import { valueOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { getPackage } from "./get.ts"
import { withScope } from "./list.ts"

/** The playbooks that lose it. Which these are, the API does not say. */
export const toll = async (call: Call, { place, row }: Target): Promise<readonly Toll[]> => {
  const known = row ?? (await getPackage(call, idOf(place, "packages")))
  const count = valueOf(known, "playbooks")
  return [
    {
      label: "playbooks",
      one: "playbook",
      uses: true,
      count: typeof count === "number" ? count : undefined,
    },
  ]
}

const removeAt = async (
  call: Call,
  at: string,
  scope: string,
  doing: string,
): Promise<Done | undefined> => {
  try {
    await ask(call, {
      path: at,
      method: "DELETE",
      schema: v.unknown(),
      problem: withScope(scope, doing),
    })
    return undefined
  } catch (cause) {
    // Someone else was faster, and what was wanted is so.
    if (cause instanceof ProviderError && cause.trouble === "missing")
      return { note: "It was gone already." }
    throw cause
  }
}

/** DELETE /packages/v2/{packageId} */
export const remove = (call: Call, { place }: Target): Promise<Done | undefined> =>
  removeAt(
    call,
    path`/packages/v2/${idOf(place, "packages")}`,
    "opticspkgconfig:delete",
    "delete packages",
  )

/** DELETE /packages/v2/executions/{id} */
export const removeExecution = (call: Call, { place }: Target): Promise<Done | undefined> =>
  removeAt(
    call,
    path`/packages/v2/executions/${idOf(place, "executions")}`,
    "opticspkgdeploy:delete",
    "delete executions",
  )
