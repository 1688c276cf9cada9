import { counted, formatCount } from "../lib/text.ts"
import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { exactly, filterStyle, parseVersions, partIn } from "../model/filter.ts"

/**
 * "51–75 of 412", "1–50 of at least 200", "1–50": what is known, and no more.
 * @param there rows of the page that the list still has: one that has gone may be shown all the same
 */
export const rangeLabel = (
  there: number,
  matching: ListState["matching"],
  page: string,
  size: number,
  numbered: boolean,
): string => {
  const total =
    matching === undefined
      ? ""
      : ` of ${matching.exact ? "" : "at least "}${formatCount(matching.count)}`
  if (there === 0) return matching === undefined ? "" : `0${total}`
  if (!numbered) return `${formatCount(there)} rows${total}`
  const from = ((page === "" ? 1 : Number(page)) - 1) * size + 1
  return `${formatCount(from)}–${formatCount(from + there - 1)}${total}`
}

/**
 * "37 of 412 packages": how many answer, of how many there are.
 * @param narrowed something may leave rows out: that it leaves out none is worth saying
 */
export const countLabel = (
  list: Pick<ListState, "matching" | "all" | "similar">,
  one: string,
  many: string,
  narrowed: boolean,
): string => {
  const { matching, all } = list
  if (list.similar)
    return `None of ${formatCount(all?.count ?? 0)} ${many} matches; ${formatCount(matching?.count ?? 0)} similar`
  if (matching === undefined || (matching.count === 0 && !matching.exact))
    return all?.exact
      ? `How many of ${formatCount(all.count)} ${many} match is not known`
      : `How many ${many} there are is not known`
  // Some were chosen, and of how many nobody has said (yet).
  if (all === undefined && matching.exact)
    return `${counted(matching.count, one, many)} ${matching.count === 1 ? "matches" : "match"}`
  const least = matching.exact ? "" : "at least "
  const noun = (all ?? matching).count === 1 ? one : many
  const alike = all?.count === matching.count && all.exact === matching.exact
  return all === undefined || (alike && !(narrowed && all.exact))
    ? `${least}${formatCount(matching.count)} ${noun}`
    : `${least}${formatCount(matching.count)} of ${formatCount(all.count)} ${noun}`
}

/** A press on a header: ascending, descending, none; with Shift beside the other keys. */
export const pressSort = (
  sort: readonly SortKey[],
  field: string,
  add: boolean,
): readonly SortKey[] => {
  const at = sort.findIndex((key) => key.field === field)
  const now = sort[at]
  const next: readonly SortKey[] = !now
    ? [{ field, desc: false }]
    : now.desc
      ? []
      : [{ field, desc: true }]
  if (!add) return next
  return at < 0 ? [...sort, ...next] : [...sort.slice(0, at), ...next, ...sort.slice(at + 1)]
}

/** "Sorted by Created, descending, then Name", for those who do not see the arrows. */
export const sortLabel = (fields: readonly Field[], sort: readonly SortKey[]): string => {
  const keys = sort.map(({ field, desc }) => {
    const label = fields.find(({ id }) => id === field)?.label ?? field
    return desc ? `${label}, descending` : label
  })
  return keys.length === 0 ? "" : `Sorted by ${keys.join(", then ")}`
}

const signs: Readonly<Record<"date" | "number", Readonly<Record<string, string>>>> = {
  date: { ">": "after", ">=": "from", "<": "before", "<=": "up to" },
  number: { ">": "more than", ">=": "at least", "<": "less than", "<=": "at most" },
}

/** What a chip says of one value of a filter. */
export const filterLabel = (field: Field, value: string): string => {
  const whole = exactly(value)
  if (whole !== undefined) return `is ${whole}`
  const compares = filterStyle[field.kind] === "range" || parseVersions(field.kind, value)
  if (!compares && field.kind !== "flag") return partIn(value)
  if (field.kind === "flag") return value === "true" ? "Yes" : "No"
  const [, sign, than = ""] = /^(>=|<=|>|<)(.+)$/.exec(value) ?? []
  if (sign !== undefined) {
    const counts = field.kind !== "date" && field.kind !== "version"
    return `${signs[counts ? "number" : "date"][sign] ?? sign} ${than}`
  }
  const range = /^(.*)\.\.(.*)$/.exec(value)
  if (!range) return value
  const [, from = "", to = ""] = range
  if (from === "") return `up to ${to}`
  return to === "" ? `from ${from}` : `${from} to ${to}`
}
