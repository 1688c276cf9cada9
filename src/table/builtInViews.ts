import { toneOf } from "../model/field.ts"
import type { Field } from "../model/field.ts"
import { canFilter } from "./completion.ts"
import { ownColumns } from "./columnNames.ts"

export type BuiltInView = {
  readonly id: "review" | "stuck" | "changed"
  readonly name: string
  readonly hint: string
  /** The query string without its question mark. */
  readonly search: string
}

/** A thing that has been on its way for so long is worth a look. */
const tooLong = "1 hour ago"

const names: Readonly<Record<BuiltInView["id"], string>> = {
  review: "Needs review",
  stuck: "Stuck",
  changed: "Changed since I last looked",
}

const isState = ({ id, common }: Field): boolean => common === "state" || id === "state"

/** The status by which the views of a list choose, if it has one. */
export const viewedState = (fields: readonly Field[]): Field | undefined => {
  const states = fields.filter(
    (field) => field.kind === "status" && canFilter(field) && field.options && !field.remoteOnly,
  )
  return states.find(isState) ?? states[0]
}

/**
 * The date by which one sees that a row changed: when it was updated, else when it came. No other will
 * do: a version may be released long after, or before.
 */
export const changedField = (fields: readonly Field[]): Field | undefined => {
  const dates = fields.filter((field) => field.kind === "date" && canFilter(field))
  const named = (name: string): Field | undefined =>
    dates.find(({ id, common }) => common === name || id === name)
  return named("updated") ?? named("created")
}

/** Whether by this date one sees only what came, and of nothing that was there that it changed. */
export const isOfCreation = ({ id, common }: Field): boolean =>
  common === "created" || (common === undefined && id === "created")

const list = new Intl.ListFormat("en")

/** Statuses of which nothing is known before somebody asks for each row. */
export const unasked = (fields: readonly Field[]): readonly string[] =>
  fields.filter(({ kind, late }) => kind === "status" && late).map(({ label }) => label)

/**
 * The views that come with every list whose fields allow them.
 * @param seen when someone last said that they had seen the list, ISO 8601
 */
export const builtInViews = (fields: readonly Field[], seen: string): readonly BuiltInView[] => {
  const views: BuiltInView[] = []
  const state = viewedState(fields)
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
  const blind = unasked(fields)
  if (state && bad.length > 0)
    add(
      "review",
      // An empty list must not look as if all were well of which this view sees a part.
      blind.length === 0 ? names.review : `${state.label} needs review`,
      `${state.label} is ${bad.join(", ")}${blind.length === 0 ? "" : `; ${list.format(blind)} are asked for row by row, and not looked at`}`,
      bad.map((word) => [state.id, word] as const),
    )
  const moving = [...words("running"), ...(state?.waits ?? [])]
  if (state && date && moving.length > 0)
    add("stuck", names.stuck, `${moving.join(", ")} for more than an hour`, [
      ...moving.map((word) => [state.id, word] as const),
      [date.id, `<${tooLong}`],
    ])
  if (date)
    add(
      "changed",
      names.changed,
      `${date.label} after you last marked it as seen; what has no such date is not in it`,
      [
        [date.id, `>${seen}`],
        // By what it is chosen, one wants to see.
        ...(date.hidden
          ? [["cols", [...ownColumns(fields, date.id).slice(1), date.id].join()] as const]
          : []),
      ],
    )
  return views
}

/** Which views a list does not have and why, in one line; undefined where it has all. */
export const lackingViews = (
  fields: readonly Field[],
  views: readonly Pick<BuiltInView, "id">[],
): string | undefined => {
  const lacks = (["review", "stuck", "changed"] as const).filter((id) =>
    views.every((view) => view.id !== id),
  )
  if (lacks.length === 0) return undefined
  const state = viewedState(fields)
  const date = changedField(fields)
  const blind = unasked(fields)
  const ofStates =
    blind.length > 0
      ? `${list.format(blind)} ${blind.length === 1 ? "is" : "are"} asked for row by row`
      : `no state ${state ? "in which a thing waits " : ""}is told`
  const reasons = [
    ...(lacks.includes("review") || (lacks.includes("stuck") && (date || blind.length > 0))
      ? [ofStates]
      : []),
    ...(date ? [] : ["no date of a change is told"]),
  ]
  return `Of this list ${list.format(reasons)}, so there is ${list.format(lacks.map((id) => `no “${names[id]}”`))}.`
}
