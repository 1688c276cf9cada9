import { nameAmong } from "../model/actedOn.ts"
import type { Among } from "../model/actedOn.ts"
import type { Target } from "../model/action.ts"
import { counted, formatCount } from "../lib/text.ts"
import type { Resource } from "../model/provider.ts"
import { Callout } from "../ui/Callout.tsx"

/** One of several things that something cannot be done to now, and why. */
export type LeftOut = { readonly target: Target; readonly reason: string }

/** Those of the targets that it can be done to, and the others with the reason. */
export const sortOut = (
  targets: readonly Target[],
  whyNot: (target: Target) => string | undefined,
): { readonly allowed: readonly Target[]; readonly leftOut: readonly LeftOut[] } => {
  const leftOut = targets.flatMap((target) => {
    const reason = whyNot(target)
    return reason === undefined ? [] : [{ target, reason }]
  })
  const out = new Set(leftOut.map(({ target }) => target))
  return { allowed: targets.filter((target) => !out.has(target)), leftOut }
}

type At = Pick<Among, "everywhere"> & { readonly resource: Resource }

/** How many are named of each reason. */
const shown = 3

const namesOf = (at: At, out: readonly LeftOut[]): string => {
  const names = out.slice(0, shown).map(({ target }) => nameAmong(at, target))
  const more = out.length - names.length
  return names.join(", ") + (more > 0 ? ` and ${formatCount(more)} more` : "")
}

/** Which of the selected things are left out, and why: what is done to fewer must say so. */
export const LeftOutNote = ({
  at,
  leftOut,
  of,
  goes = false,
}: {
  readonly at: At
  readonly leftOut: readonly LeftOut[]
  /** How many were selected. */
  readonly of: number
  /** The others will be gone, and their selection with them. */
  readonly goes?: boolean
}) => (
  <Callout
    tone="info"
    title={`${formatCount(leftOut.length)} of the ${counted(of, at.resource.one, at.resource.many)} selected ${
      leftOut.length === 1 ? "is" : "are"
    } left out${goes ? `, and ${leftOut.length === 1 ? "stays" : "stay"} selected` : ""}.`}
  >
    <ul>
      {[...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, out]) => (
        <li key={reason} className="wrap-anywhere">
          {reason} {namesOf(at, out)}
        </li>
      ))}
    </ul>
  </Callout>
)
