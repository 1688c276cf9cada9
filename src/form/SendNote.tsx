import { ProviderError } from "../model/error.ts"
import { Callout } from "../ui/Callout.tsx"

/** Why our own server did not take something; what was typed is still there. */
export const SendNote = ({
  problem,
  what,
}: {
  readonly problem: unknown
  /** What did not happen: "Not saved." */
  readonly what: string
}) => {
  if (problem === undefined) return null
  if (!(problem instanceof ProviderError))
    return (
      <Callout tone="fail" title={what}>
        {problem instanceof Error ? problem.message : "The fault is ours. Try again."}
      </Callout>
    )
  const { title, detail, status, requestId, fields = {} } = problem.problem
  return (
    <Callout tone="fail" title={`${what} ${title}`}>
      {detail !== undefined && <p className="break-words">{detail}</p>}
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
