import type { Rest } from "../model/readRest.ts"
import type { WhereProblem } from "../model/readWhere.ts"

const shows = ({ where, of }: Rest): string =>
  where === undefined
    ? "The list shows everything until then."
    : `The list shows the ${of === "rest" ? "rest" : "beginning"} of the question until then.`

/** The text with the place where it goes wrong under a line of its own. */
export const QueryProblem = ({
  id,
  text,
  problem,
  rest,
}: {
  readonly id: string
  readonly text: string
  readonly problem: WhereProblem
  /** What the list is asked instead. */
  readonly rest: Rest
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
      {message} {shows(rest)}
    </p>
  )
}
