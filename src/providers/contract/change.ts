import type { Fetch } from "../../model/call.ts"

/** JSON after a change to each of its values, from the leaves up. */
export const mapJson = (
  json: unknown,
  change: (value: unknown, key: string) => unknown,
  key = "",
): unknown => {
  if (Array.isArray(json))
    return change(
      json.map((part) => mapJson(part, change, key)),
      key,
    )
  if (typeof json === "object" && json !== null)
    return change(
      Object.fromEntries(
        Object.entries(json).map(([name, value]) => [name, mapJson(value, change, name)]),
      ),
      key,
    )
  return change(json, key)
}

/** The same fetch, whose good answers are changed on their way. */
export const changing =
  (fetch: Fetch, change: (body: unknown) => unknown): Fetch =>
  async (request) => {
    const response = await fetch(request)
    if (!response.ok) return response
    const body: unknown = await response.json()
    return Response.json(change(body), { status: response.status, headers: response.headers })
  }

/** A fetch that always gives the same answer. */
export const answering =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Fetch =>
  (request) => {
    request.signal.throwIfAborted()
    return Promise.resolve(new Response(body, { status, headers }))
  }

/** Objects whose members are names that people chose, not members that the API documents. */
const dictionaries = new Set(["labels", "annotations"])

/** A member that no documentation has, in every object. */
export const withUnknownMembers = (body: unknown): unknown =>
  mapJson(body, (value, key) =>
    typeof value === "object" && value !== null && !Array.isArray(value) && !dictionaries.has(key)
      ? { ...value, waybillUnknown: { href: "https://new.invalid/", values: [1, null, "two"] } }
      : value,
  )

/** Every text that is one of the words becomes another word. */
export const withWord =
  (words: readonly string[], other: string) =>
  (body: unknown): unknown =>
    mapJson(body, (value) => (typeof value === "string" && words.includes(value) ? other : value))

/** Every text that is this one becomes an object. */
export const withObjectFor =
  (text: string) =>
  (body: unknown): unknown =>
    mapJson(body, (value) => (value === text ? { wrong: true } : value))
