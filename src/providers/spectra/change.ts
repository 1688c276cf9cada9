import type { Done, Target } from "../../model/action.ts"
import type { Values } from "../../model/input.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { pathOf, placeOf } from "./address.ts"
import { softwareBody, softwareQuery, momentOf, orLacking, write } from "./writing.ts"
import { roomQuery } from "./room.ts"

const parts = ["projects", "packages"] as const

/** POST /create/…: a project, or below one a package. */
export const create = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const name = (values["name"] ?? "").trim()
  const made = [...place, { in: parts[place.length] ?? "packages", id: name }]
  const description = (values["description"] ?? "").trim()
  await write(call, {
    path: pathOf(call, "create", made),
    method: "POST",
    json: description === "" ? {} : { description },
  })
  return { place: made }
}

/** PATCH /edit/… of a project or package: only what was changed. */
export const editNamed = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const { name, description } = values
  await write(call, {
    path: pathOf(call, "edit", place),
    method: "PATCH",
    json: {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(description === undefined ? {} : { description: description.trim() }),
    },
  })
  const last = place.at(-1)
  if (name === undefined || !last) return {}
  return { place: [...place.slice(0, -1), { in: last.in, id: name.trim() }] }
}

/** PATCH /edit/… of a version: only what was changed. */
export const editVersion = async (
  call: Call,
  { place }: Target,
  values: Values,
): Promise<undefined> => {
  await write(call, {
    path: pathOf(call, "edit", place),
    method: "PATCH",
    json: softwareBody(values),
  })
}

/** Never without a date: the Portal would write 1970-01-01. */
export const release = async (call: Call, place: Place, values: Values): Promise<undefined> => {
  await write(call, {
    path: pathOf(call, "edit", place),
    method: "PATCH",
    json: { is_released: true, release_date: momentOf(values["releaseDate"] ?? "") },
  })
}

export const unrelease = async (call: Call, place: Place): Promise<undefined> => {
  await write(call, {
    path: pathOf(call, "edit", place),
    method: "PATCH",
    json: { is_released: false },
  })
}

const features = { approve: "Approving", reject: "Rejecting", revoke: "Revoking" } as const

/** PUT /approve|reject|revoke/… */
export const decide = async (
  call: Call,
  place: Place,
  verb: keyof typeof features,
  values: Values,
): Promise<undefined> => {
  const reason = (values["reason"] ?? "").trim()
  await orLacking(call, place, features[verb], () =>
    write(call, {
      path: pathOf(call, verb, place),
      method: "PUT",
      json: reason === "" ? {} : { reason },
    }),
  )
}

/** POST /sync/…: the answer comes before the analysis has ended. */
export const rescan = async (call: Call, place: Place): Promise<Done> => {
  await orLacking(call, place, "Analysing again", () =>
    write(call, { path: pathOf(call, "sync", place), method: "POST", json: {} }),
  )
  return { note: "The analysis has begun; the list follows it." }
}

/** POST /url-import|purl-import/…: a version that the Portal fetches by itself. */
export const bring = async (call: Call, from: "url" | "purl", values: Values): Promise<Done> => {
  const of = (id: string): string => (values[id] ?? "").trim()
  const place = placeOf(of("project"), of("name"), of("version"))
  const json = {
    [from]: of(from),
    ...(of("user") === "" ? {} : { "auth-user": of("user") }),
    ...(values["password"] ? { "auth-pass": values["password"] } : {}),
    ...(values["token"] ? { "bearer-token": values["token"] } : {}),
  }
  await orLacking(call, [], from === "url" ? "Import by URL" : "Import by package URL", () =>
    write(call, {
      path: pathOf(call, `${from}-import`, place),
      method: "POST",
      params: [...roomQuery(values), ...softwareQuery(values), ["max_size", of("maxSize")]],
      json,
    }),
  )
  return { place, note: "The Portal fetches it now; the list follows its analysis." }
}
