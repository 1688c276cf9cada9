import type { Census } from "../data/listState.ts"
import { Button } from "../ui/Button.tsx"
import { Spinner } from "../ui/Spinner.tsx"
import { countOffer, readText, worthOf } from "./facets.ts"

/**
 * What the counts of the values are worth, and the offer to count all; nothing where they are exact. Where
 * it would take a line of its own and push the rows down, the lists of values say so.
 */
export const FacetNote = ({ census, many }: { readonly census: Census; readonly many: string }) => {
  const worth = worthOf(census, many)
  if (worth === undefined) return null
  return (
    <span className="numeric hidden min-h-8 items-center gap-2 text-xs text-muted lg:ml-auto lg:flex">
      {census.running && <Spinner />}
      {census.rows && (census.rows.length > 0 || !census.running) && (
        <span title={worth}>{readText(census)}</span>
      )}
      {census.count && (
        <Button size="sm" variant="ghost" title={worth} onClick={census.count.start}>
          {countOffer(census)}
        </Button>
      )}
    </span>
  )
}
