import { counted, formatCount } from "../lib/text.ts"
import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"

/**
 * "37 of 412 packages": how many answer, of how many there are.
 * @param narrowed something may leave rows out: that it leaves out none is worth saying
 */
export const countLabel = (
  list: Pick<ListState, "matching" | "all" | "similar" | "census" | "version">,
  one: string,
  many: string,
  narrowed: boolean,
): string => {
  const { matching, all, census } = list
  const noneOf = (count: number): string =>
    `None of ${counted(count, one, many)}${all?.exact ? "" : " read so far"} matches`
  if (list.similar)
    return `${noneOf(all?.count ?? 0)}; ${formatCount(matching?.count ?? 0)} similar`
  if (matching === undefined || (matching.count === 0 && !matching.exact)) {
    if (all?.exact) return `How many of ${formatCount(all.count)} ${many} match is not known`
    // Those that were read are those that were looked through.
    const read = census?.rows === list.version ? (census?.rows?.length ?? 0) : 0
    return matching && narrowed && read > 0
      ? noneOf(read)
      : `How many ${many} there are is not known`
  }
  // Some were chosen, and of how many nobody has said (yet).
  if (all === undefined && matching.exact)
    return `${counted(matching.count, one, many)} ${matching.count === 1 ? "matches" : "match"}`
  const least = matching.exact ? "" : "at least "
  const noun = (all ?? matching).count === 1 ? one : many
  const alike = all?.count === matching.count && all.exact === matching.exact
  return all === undefined || (alike && !(narrowed && all.exact))
    ? `${least}${formatCount(matching.count)} ${noun}`
    : `${least}${formatCount(matching.count)} of ${all.exact ? "" : "at least "}${formatCount(all.count)} ${noun}`
}

/** "Sorted by Created, descending, then Name", for those who do not see the arrows. */
export const sortLabel = (fields: readonly Field[], sort: readonly SortKey[]): string => {
  const keys = sort.map(({ field, desc }) => {
    const label = fields.find(({ id }) => id === field)?.label ?? field
    return desc ? `${label}, descending` : label
  })
  return keys.length === 0 ? "" : `Sorted by ${keys.join(", then ")}`
}
