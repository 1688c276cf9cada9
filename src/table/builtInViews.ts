import { toneOf } from "../model/field.ts"
import type { Field } from "../model/field.ts"
import { canFilter } from "./completion.ts"

export type BuiltInView = {
  readonly id: "review" | "stuck" | "changed"
  readonly name: string
  readonly hint: string
  /** The query string without its question mark. */
  readonly search: string
}

/** A thing that has been on its way for so long is worth a look. */
const tooLong = "1 hour ago"

const stateOf = (fields: readonly Field[]): Field | undefined => {
  const states = fields.filter(
    (field) => field.kind === "status" && canFilter(field) && field.options && !field.remoteOnly,
  )
  return states.find(({ id, common }) => common === "state" || id === "state") ?? states[0]
}

/** The date by which one sees that a row changed: when it was updated, else when it came. */
export const changedField = (fields: readonly Field[]): Field | undefined => {
  const dates = fields.filter((field) => field.kind === "date" && canFilter(field))
  const named = (name: string): Field | undefined =>
    dates.find(({ id, common }) => common === name || id === name)
  return named("updated") ?? named("created") ?? dates[0]
}

/**
 * The views that come with every list whose fields allow them.
 * @param seen when someone last said that they had seen the list, ISO 8601
 */
export const builtInViews = (fields: readonly Field[], seen: string): readonly BuiltInView[] => {
  const views: BuiltInView[] = []
  const state = stateOf(fields)
  const date = changedField(fields)
  const words = (...tones: readonly string[]): readonly string[] =>
    state?.options?.filter((word) => tones.includes(toneOf(state, word))) ?? []
  const add = (
    id: BuiltInView["id"],
    name: string,
    hint: string,
    pairs: readonly (readonly [string, string])[],
  ): void => {
    const search = new URLSearchParams(pairs.map(([key, value]) => [key, value]))
    search.set("view", id)
    views.push({ id, name, hint, search: search.toString() })
  }
  const bad = words("critical", "fail", "warn", "unknown")
  if (state && bad.length > 0)
    add(
      "review",
      "Needs review",
      `${state.label} is ${bad.join(", ")}`,
      bad.map((word) => [state.id, word] as const),
    )
  const moving = words("running")
  if (state && date && moving.length > 0)
    add("stuck", "Stuck", `${moving.join(", ")} for more than an hour`, [
      ...moving.map((word) => [state.id, word] as const),
      [date.id, `<${tooLong}`],
    ])
  if (date)
    add(
      "changed",
      "Changed since I last looked",
      `${date.label} after you last marked it as seen`,
      [[date.id, `>${seen}`]],
    )
  return views
}
