import { sentence } from "../lib/text.ts"
import { ProviderError } from "./error.ts"
import type { Trouble } from "./error.ts"
import { moreOf, statusOf } from "./problemWords.ts"
import { tell } from "./remedies.ts"

/** What is told of these is the thing's own: what can be done stands in the words for it, or on its page. */
const ofTheThing: ReadonlySet<Trouble | undefined> = new Set(["missing", "conflict", "invalid"])

/** Why something failed, and what can be done, in a few sentences: for where no note of a page says it. */
export const reasonOf = (problem: unknown): string => {
  const told = tell(problem)
  if (problem instanceof ProviderError && told) {
    const { title, detail, remedy, trouble } = told
    const status = statusOf(told)
    return [
      sentence(title),
      ...moreOf({ detail, remedy: ofTheThing.has(trouble) ? problem.problem.remedy : remedy }),
      ...(status === undefined ? [] : [`Status ${status}.`]),
    ].join(" ")
  }
  if (told?.reload) return `${told.title} ${told.remedy}`
  return problem instanceof Error ? problem.message : "It failed; the fault is ours."
}
