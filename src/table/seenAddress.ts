import type { Seen } from "./seen.ts"
import { since } from "./viewAddress.ts"

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
 * What a view keeps of an address: that it is what changed only where it begins at the very moment at
 * which the list was last marked as seen; another date is meant as it stands.
 */
export const searchToKeep = (search: string, seen: string): string => {
  const params = new URLSearchParams(search)
  if (params.get("view") === "changed" && ![...params.values()].includes(`>${seen}`))
    params.delete("view")
  return params.toString()
}
