import { isAway, ProviderError } from "../model/error.ts"
import { isUnsure, moreOf, statusOf } from "../model/problemWords.ts"
import { Callout } from "../ui/Callout.tsx"

/** Why our own server did not take something; what was typed is still there. */
export const SendNote = ({
  problem,
  what,
}: {
  readonly problem: unknown
  /** What did not happen, "Not saved."; said where that is known. */
  readonly what: string
}) => {
  if (problem === undefined) return null
  if (!(problem instanceof ProviderError))
    return (
      <Callout tone="fail" title={what}>
        {problem instanceof Error ? problem.message : "The fault is ours. Try again."}
      </Callout>
    )
  const { title, requestId, fields = {} } = problem.problem
  const status = statusOf(problem.problem)
  const unsure = isUnsure(problem.problem)
  return (
    <Callout tone="fail" title={unsure ? title : `${what} ${title}`}>
      {isAway(problem) && (
        <p>
          Check that it still runs, and your connection to it{unsure ? "." : "; then try again."}
        </p>
      )}
      {moreOf(problem.problem).map((said) => (
        <p key={said} className="break-words">
          {said}
        </p>
      ))}
      {Object.entries(fields).map(([field, said]) => (
        <p key={field} className="break-words">
          <span className="font-mono text-body">{field}</span>: {said}
        </p>
      ))}
      {(status !== undefined || requestId !== undefined) && (
        <p className="text-xs">
          {status !== undefined && `Status ${status}. `}
          {requestId !== undefined && `Request ${requestId}.`}
        </p>
      )}
    </Callout>
  )
}
