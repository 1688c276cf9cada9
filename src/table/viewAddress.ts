import { openingOf } from "../data/views.ts"
import type { View } from "../data/views.ts"
import type { Seen } from "./seen.ts"

/** A date filter as the view of what changed has it. */
const since = /^>\d{4}-\d\d-\d\dT[\d:.]+Z$/

const hour = 3_600_000

/**
 * When a list counts as seen, as an address of what changed in it has it: until someone marks it as seen
 * that moves on with each hour, which the address does not.
 */
export const seenIn = ({ at, never }: Seen, search: string): string => {
  const params = new URLSearchParams(search)
  if (!never || params.get("view") !== "changed") return at
  const begins = [...params.values()].find((value) => since.test(value))?.slice(1)
  const near = begins !== undefined && Math.abs(Date.parse(begins) - Date.parse(at)) <= hour
  return near ? begins : at
}

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

/**
 * What a view keeps of an address: that it is what changed only where it begins at the very moment at
 * which the list was last marked as seen; another date is meant as it stands.
 */
export const searchToKeep = (search: string, seen: string): string => {
  const params = new URLSearchParams(search)
  if (params.get("view") === "changed" && ![...params.values()].includes(`>${seen}`))
    params.delete("view")
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
