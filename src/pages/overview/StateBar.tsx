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
  const known = states.filter(({ total }) => total && total.count > 0)
  const sum = known.reduce((all, { total }) => all + (total?.count ?? 0), 0)
  if (sum === 0) return null
  let from = 0
  return (
    <svg
      aria-hidden
      className="mt-3 h-2 w-full overflow-hidden rounded-full"
      preserveAspectRatio="none"
      viewBox="0 0 1000 8"
    >
      {known.map(({ word, tone, total }) => {
        const width = ((total?.count ?? 0) / sum) * 1000
        const x = from
        from += width
        return (
          <rect
            key={word}
            x={x}
            y={0}
            width={Math.max(1, width - 2)}
            height={8}
            className={fills[tone]}
          />
        )
      })}
    </svg>
  )
}
