import type { StateCount } from "../../data/counts.ts"
import type { Tone } from "../../model/field.ts"

const fills: Readonly<Record<Tone, string>> = {
  critical: "fill-tone-critical",
  fail: "fill-tone-fail",
  warn: "fill-tone-warn",
  info: "fill-tone-info",
  pass: "fill-tone-pass",
  running: "fill-muted",
  unknown: "fill-transparent stroke-tone-unknown",
}

/** The shares of each state. The list beside it says the same in words; this is for the eye alone. */
export const StateBar = ({ states }: { readonly states: readonly StateCount[] }) => {
  const known = states.flatMap(({ word, tone, total }) =>
    total && total.count > 0 ? [{ word, tone, count: total.count }] : [],
  )
  const sumTo = (end: number): number =>
    known.slice(0, end).reduce((sum, { count }) => sum + count, 0)
  const all = sumTo(known.length)
  if (all === 0) return null
  return (
    <svg
      aria-hidden
      className="mt-3 h-2 w-full overflow-hidden rounded-full"
      preserveAspectRatio="none"
      viewBox="0 0 1000 8"
    >
      {known.map(({ word, tone, count }, at) => (
        <rect
          key={word}
          x={(sumTo(at) / all) * 1000}
          y={0}
          width={Math.max(1, (count / all) * 1000 - 2)}
          height={8}
          className={fills[tone]}
        />
      ))}
    </svg>
  )
}
