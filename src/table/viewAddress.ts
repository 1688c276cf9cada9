import { openingOf } from "../data/views.ts"
import type { View } from "../data/views.ts"

/** A date filter as the view of what changed has it. */
export const since = /^>\d{4}-\d\d-\d\dT[\d:.]+Z$/

/**
 * What a saved view asks for now: one of what changed means since the list was last marked as seen,
 * not since the view was saved.
 * @param seen when that was, ISO 8601
 */
export const searchNow = (search: string, seen: string): string => {
  const params = new URLSearchParams(search)
  if (params.get("view") !== "changed") return search
  for (const [name, value] of params) if (since.test(value)) params.set(name, `>${seen}`)
  return params.toString()
}

/** Where a view leads. The plain list says so, where without a word the list opens with another view. */
export const viewAddress = (
  { path, search }: Pick<View, "path" | "search">,
  seen: string,
): string => {
  const now = searchNow(search, seen)
  if (now !== "") return `${path}?${now}`
  return (openingOf(path)?.search ?? "") === "" ? path : `${path}?view=all`
}
