import { sentence } from "../lib/text.ts"
import { maybeDone } from "./error.ts"
import type { Problem } from "./error.ts"

/** The status that the provider answered. Where it was not reached there is only that of our own gateway. */
export const statusOf = ({
  trouble,
  status,
  answered,
}: Partial<Pick<Problem, "trouble" | "status" | "answered">>): number | undefined =>
  answered ?? (trouble === "offline" || trouble === "untrusted" ? undefined : status)

/** What is said of a problem below its title, in sentences: the provider's own words, and what can be done. */
export const moreOf = ({
  detail,
  remedy,
}: {
  readonly [Key in "detail" | "remedy"]?: Problem[Key] | undefined
}): readonly string[] => [detail, remedy].flatMap((said) => (said ? sentence(said) : []))

/** Whether nobody knows if what failed was done all the same, as the problem itself says. */
export const isUnsure = (problem: Pick<Problem, "detail" | "remedy">): boolean =>
  moreOf(problem).some((said) => said.includes(maybeDone))
