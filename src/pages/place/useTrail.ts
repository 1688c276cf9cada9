import { useQueryClient } from "@tanstack/react-query"
import { itemQuery } from "../../data/item.ts"
import { titleOf } from "../../model/title.ts"
import type { Crumb } from "../../shell/Crumbs.tsx"
import { trailOf } from "./here.ts"
import type { Here } from "./here.ts"

/** The way here. What is above is called by its title where that was read already; nothing is asked for it. */
export const useTrail = (here: Here): readonly Crumb[] => {
  const client = useQueryClient()
  const { connection, provider } = here
  return trailOf(here, (above) => {
    const resource = provider.resources[above.at(-1)?.in ?? ""]
    if (!resource) return undefined
    const row = client.getQueryData(itemQuery(connection, resource, above).queryKey)
    return row && titleOf(resource, row)
  })
}
