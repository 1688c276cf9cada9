import { useState } from "react"
import type { ListState } from "../data/listState.ts"
import type { Query } from "../model/query.ts"

/** What is asked of a list, whichever of its pages is shown, in whatever order. */
export const askedOf = ({ text, filters, where }: Query): string =>
  JSON.stringify([text, filters, where])

/**
 * Whether what is known of the list is of the question that is asked: how many match, and which rows
 * these are, is otherwise that of another. A page that is turned, or another order, asks nothing new.
 */
export const useAnswered = (
  { stale, former }: Pick<ListState, "stale" | "former">,
  query: Query,
): boolean => {
  const asked = askedOf(query)
  const [answered, setAnswered] = useState<string>()
  // Before it is called stale, what stood there is left for a moment, and is no answer yet.
  if (!stale && !former && answered !== asked) setAnswered(asked)
  return !stale || answered === asked
}
