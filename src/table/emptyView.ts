import type { Census } from "../data/listState.ts"
import { formatLocal } from "../lib/dates.ts"
import { fold, formatCount } from "../lib/text.ts"
import { isAbsent, toneOf } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { textOf } from "../model/search.ts"
import { builtInViews, changedField, isOfCreation, unasked, viewedState } from "./builtInViews.ts"
import type { BuiltInView } from "./builtInViews.ts"

/** A list that a view has left empty. */
export type Emptied = {
  readonly one: string
  readonly many: string
  readonly fields: readonly Field[]
  readonly query: Query
  readonly view: string | null
  readonly census: Pick<Census, "rows" | "complete"> | undefined
  /** When the list was last marked as seen, ISO 8601; undefined: never. */
  readonly seen: string | undefined
  /** When rows were read that could not be read anew, ms since 1970; undefined: all is as it is now. */
  readonly old?: number | undefined
  /** Connections whose date of a change is that of when something came. */
  readonly onlyCreated?: readonly string[] | undefined
}

/** Says of what could not be read anew that it may be another by now. */
export const asItWas = (old: number): string =>
  `This is as it was read at ${formatLocal(new Date(old))}; it could not be read since.`

const names = new Intl.ListFormat("en")
const either = new Intl.ListFormat("en", { type: "disjunction" })

/** Whether nothing else narrows the list than what the view asks for; of a date, since when is free. */
const asksFor = (query: Query, { id, search }: BuiltInView): boolean => {
  const wanted = new URLSearchParams(search)
  for (const name of ["view", "cols"]) wanted.delete(name)
  const asked = Object.entries(query.filters)
  return (
    query.text === "" &&
    query.where === undefined &&
    asked.length === new Set(wanted.keys()).size &&
    asked.every(([field, values]) => {
      const own = wanted.getAll(field)
      return id === "changed"
        ? own.length > 0 && values.length === 1 && values[0]?.startsWith(">") === true
        : own.length === values.length && own.every((value) => values.includes(value))
    })
  )
}

/** Whether a view that chooses by these fields could tell of the row what it asks for. */
const isLookedAt = (
  { cells }: Row,
  state: Field | undefined,
  date: Field | undefined,
  query: Query,
): boolean => {
  const word = state && cells[state.id]
  if (state) {
    if (isAbsent(word)) return false
    const isSaid = (one: string): boolean => fold(one) === fold(textOf(word))
    if (state.options?.some(isSaid) !== true) return false
    // Of what is in another state, no date is asked; but a state that nobody knows may be any.
    if (query.filters[state.id]?.some(isSaid) !== true)
      return toneOf(state, textOf(word)) !== "unknown"
  }
  return date === undefined || !isAbsent(cells[date.id])
}

/**
 * What to say of a list that one of its own views leaves empty: that all is well only where that is known
 * of every row. Undefined: it is no such view, or something else narrows it, too.
 */
export const emptyView = ({
  one,
  many,
  fields,
  query,
  view,
  census,
  seen,
  old,
  onlyCreated = [],
}: Emptied):
  | { readonly title: string; readonly says: string; readonly whole: boolean }
  | undefined => {
  const own = builtInViews(fields, seen ?? "").find(({ id }) => id === view)
  if (!own || !asksFor(query, own)) return undefined
  const state = own.id === "changed" ? undefined : viewedState(fields)
  const date = own.id === "review" ? undefined : changedField(fields)
  const last = date && query.filters[date.id]?.[0] === `>${seen}`
  const since = `since ${last ? "you last looked" : "then"}`
  const came = own.id === "changed" && date !== undefined && isOfCreation(date)
  const what = {
    review: "needs review",
    stuck: "is stuck",
    changed: `has ${came ? "come" : "changed"} ${since}`,
  }[own.id]
  const blind = own.id === "review" ? unasked(fields) : []
  const rows = census?.complete === true ? census.rows : undefined
  // Of a list without rows there is more to say than that this view has none.
  if (rows?.length === 0) return undefined
  const left = rows?.filter((row) => !isLookedAt(row, state, date, query)).length
  const unseen = own.id === "changed" ? onlyCreated : []
  const all = left === 0 && blind.length === 0 && unseen.length === 0 && old === undefined
  const cameOnly = came
    ? [`Whether what was there has changed is not known: ${date.label} says only when it came.`]
    : []
  if (all && came)
    return { title: `Nothing new has come ${since}`, says: cameOnly.join(" "), whole: false }
  if (rows && all)
    return {
      title: `Nothing ${what}`,
      says:
        rows.length === 1
          ? `The one ${one} was looked at.`
          : `All ${formatCount(rows.length)} ${many} were looked at.`,
      whole: true,
    }
  const labels = [state, date].flatMap((field) => field?.label ?? [])
  const lacked = `no ${either.format(labels)} that is known`
  const without =
    rows === undefined
      ? [`What has ${lacked} is not looked at.`]
      : left === 0
        ? []
        : [
            rows.length === 1
              ? `The one ${one} has ${lacked}, and was not looked at.`
              : `${formatCount(left ?? 0)} of ${formatCount(rows.length)} ${many} ${left === 1 ? "has" : "have"} ${lacked}, and ${left === 1 ? "was" : "were"} not looked at.`,
          ]
  const late =
    blind.length === 0
      ? []
      : [
          `${names.format(blind)} ${blind.length === 1 ? "is" : "are"} asked for row by row, and not looked at.`,
        ]
  const copied =
    unseen.length === 0
      ? []
      : [
          `Of ${names.format(unseen)} only what has come is seen: when something changed is not told there.`,
        ]
  return {
    title:
      date && unseen.length > 0
        ? `No ${one} was seen that ${what}`
        : date
          ? `Of the ${many} whose ${names.format(labels)} ${labels.length === 1 ? "is" : "are"} known, none ${what}`
          : `No ${one} that was looked at ${what}`,
    says: [
      ...without,
      ...late,
      ...copied,
      ...cameOnly,
      ...(old === undefined ? [] : [asItWas(old)]),
    ].join(" "),
    whole: false,
  }
}
