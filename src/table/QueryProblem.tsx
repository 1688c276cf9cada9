import type { WhereProblem } from "../model/readWhere.ts"

/** The text with the place where it goes wrong under a line of its own. */
export const QueryProblem = ({
  id,
  text,
  problem,
}: {
  readonly id: string
  readonly text: string
  readonly problem: WhereProblem
}) => {
  const { at, length, message } = problem
  const from = Math.max(0, at - 24)
  return (
    <p id={id} role="alert" className="mt-1 text-xs text-tone-fail">
      <code className="mr-2 font-mono text-muted">
        {from > 0 && "…"}
        {text.slice(from, at)}
        <mark className="bg-transparent text-tone-fail underline decoration-wavy underline-offset-2">
          {text.slice(at, at + length) || " "}
        </mark>
        {text.slice(at + length, at + length + 12)}
      </code>
      {message}
    </p>
  )
}
