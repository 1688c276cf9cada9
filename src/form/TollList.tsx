import { formatCount } from "../lib/text.ts"
import type { Action, Toll } from "../model/action.ts"
import type { Resource } from "../model/provider.ts"
import { formatBytes } from "../lib/bytes.ts"
import { Callout } from "../ui/Callout.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"
import type { Tolls } from "./useTolls.ts"

const namesShown = 12

type Sum = Pick<Toll, "label" | "one" | "count" | "unit"> & { readonly names: readonly string[] }

/** Adds up what several things take with them; what could not be counted stays unknown. */
const sumOf = (tolls: readonly Toll[]): readonly Sum[] => {
  const sums = new Map<string, Sum>()
  for (const { label, one, count, names = [], unit } of tolls) {
    const known = sums.get(label)
    const total = known ? known.count : 0
    sums.set(label, {
      label,
      count: total === undefined || count === undefined ? undefined : total + count,
      names: [...(known?.names ?? []), ...names],
      ...(one === undefined ? {} : { one }),
      ...(unit === undefined ? {} : { unit }),
    })
  }
  return [...sums.values()]
}

const figure = ({ count, unit }: Sum): string => {
  if (count === undefined) return unit === "bytes" ? "an unknown amount" : "an unknown number of"
  return unit === "bytes" ? formatBytes(count) : formatCount(count)
}

/** What such a list is called, of one thing or of several. */
const titleOf = (
  { risk }: Pick<Action, "risk">,
  tolls: readonly Toll[],
  several: boolean,
): string => {
  if (risk !== "destructive") return "What it uses"
  const what = tolls.length > 0 && tolls.every(({ uses }) => uses) ? "What uses" : "What goes with"
  return `${what} ${several ? "them" : "it"}`
}

/** What goes along with the things that something is done to, counted at the provider now. */
export const TollList = ({
  action,
  resource,
  several,
  of,
}: {
  readonly action: Pick<Action, "risk">
  readonly resource: Pick<Resource, "many">
  /** It is done to more than one thing. */
  readonly several: boolean
  readonly of: Tolls
}) => {
  const { tolls, loading, problem, counted, rest } = of
  const title = titleOf(action, tolls, several)
  const sums = sumOf(tolls)
  // What was not counted comes on top.
  const partly = rest > 0 || problem !== undefined
  return (
    <section aria-label={title} aria-busy={loading} className="text-sm">
      <p className="mb-1 font-medium text-strong">{title}</p>
      {loading ? (
        <Skeleton className="h-5 w-48" />
      ) : (
        <ul className="flex flex-col gap-1">
          {sums.map((sum) => (
            <li key={sum.label}>
              {partly && sum.count !== undefined && "at least "}
              <span className="numeric font-medium text-strong">{figure(sum)}</span>{" "}
              {sum.count === 1 && !partly ? (sum.one ?? sum.label) : sum.label}
              {sum.names.length > 0 && (
                <span className="block text-xs break-words text-muted">
                  {sum.names.slice(0, namesShown).join(", ")}
                  {sum.names.length > namesShown &&
                    ` and ${formatCount(sum.names.length - namesShown)} more`}
                </span>
              )}
            </li>
          ))}
          {sums.length === 0 && !problem && <li className="text-muted">Nothing else.</li>}
        </ul>
      )}
      {rest > 0 && (
        <p className="mt-1 text-xs text-muted">
          Counted for the first {formatCount(counted)} of {formatCount(counted + rest)}{" "}
          {resource.many}.
        </p>
      )}
      {problem && (
        <div className="mt-2">
          <Callout tone="warn" title="It could not be counted whole">
            {problem.message}
          </Callout>
        </div>
      )}
    </section>
  )
}
