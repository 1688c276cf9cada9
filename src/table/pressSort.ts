import type { SortKey } from "../model/query.ts"

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
