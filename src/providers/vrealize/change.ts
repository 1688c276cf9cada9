import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { forget } from "./holders.ts"
import { problem } from "./problem.ts"

/** The id at the end of a Location, whatever host and path stand before it. */
const idIn = (location: string | null): string | undefined => {
  const last = location
    ?.split(/[?#]/)[0]
    ?.split("/")
    .findLast((part) => part !== "")
  try {
    return last === undefined ? undefined : decodeURIComponent(last)
  } catch {
    return undefined
  }
}

/** POST packages: answers 201 and where the package is, without a body. */
export const create = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const { name = "", description = "", contents = "" } = values
  const { headers } = await ask(call, {
    path: "/content-management-service/api/packages",
    method: "POST",
    json: {
      name: name.trim(),
      description: description.trim(),
      contents: contents.split("\n").flatMap((id) => (id.trim() === "" ? [] : [id.trim()])),
    },
    schema: v.unknown(),
    problem,
  })
  const id = idIn(headers.get("location"))
  return id === undefined
    ? { note: "It was created; the API does not say under which id." }
    : { place: [...place, { in: "packages", id }], note: `${name.trim()} was created.` }
}

/** DELETE packages/{id}: answers 200 or 204. */
export const remove = async (call: Call, { place }: Target): Promise<Done | undefined> => {
  try {
    await ask(call, {
      path: path`/content-management-service/api/packages/${idOf(place, "packages")}`,
      method: "DELETE",
      schema: v.unknown(),
      problem,
    })
    forget(idOf(place, "packages"))
    return undefined
  } catch (cause) {
    // Someone else was faster, and what was wanted is so.
    if (cause instanceof ProviderError && cause.trouble === "missing")
      return { note: "It was gone already." }
    throw cause
  }
}
