import { useState } from "react"
import type { Query } from "../model/query.ts"
import { chosenOf } from "./filters.ts"
import type { Chosen } from "./filters.ts"

/**
 * What a field is asked for, and a way to change it that shows at once: the address follows a moment
 * later.
 */
export const useChosen = (
  query: Query,
  field: string,
  onChosen: (chosen: Chosen) => void,
): readonly [Chosen, (chosen: Chosen) => void] => {
  const chosen = chosenOf(query, field)
  const key = JSON.stringify(chosen)
  const [mine, setMine] = useState<{ readonly over: string; readonly chosen: Chosen }>()
  if (mine && mine.over !== key) setMine(undefined)
  const choose = (next: Chosen): void => {
    setMine({ over: key, chosen: next })
    onChosen(next)
  }
  return [mine?.over === key ? mine.chosen : chosen, choose]
}
