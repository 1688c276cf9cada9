import { useState } from "react"
import type { Query } from "../model/query.ts"

const none: readonly string[] = []

/**
 * The values by which a field is filtered, and a way to change them that shows at once: the address
 * follows a moment later.
 */
export const useChosen = (
  query: Query,
  field: string,
  onValues: (values: readonly string[]) => void,
): readonly [readonly string[], (values: readonly string[]) => void] => {
  const chosen = query.filters[field] ?? none
  const key = chosen.join("\n")
  const [mine, setMine] = useState<{ readonly over: string; readonly values: readonly string[] }>()
  if (mine && mine.over !== key) setMine(undefined)
  const choose = (values: readonly string[]): void => {
    setMine({ over: key, values })
    onValues(values)
  }
  return [mine?.over === key ? mine.values : chosen, choose]
}
