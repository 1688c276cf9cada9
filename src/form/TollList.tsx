import { useQueries } from "@tanstack/react-query"
import type { Action, Target, Toll } from "../model/action.ts"
import { tollQuery } from "../data/toll.ts"
import type { ActionAt } from "../data/act.ts"
import { Callout } from "../ui/Callout.tsx"
import { Skeleton } from "../ui/Skeleton.tsx"

/** Counted for so many; beyond it, counting would take longer than deleting. */
const counted = 25
const namesShown = 12

type Sum = { readonly label: string; readonly count: number | undefined; readonly names: string[] }

/** Adds up what several things take with them; what could not be counted stays unknown. */
const sumOf = (tolls: readonly Toll[]): readonly Sum[] => {
  const sums = new Map<string, Sum>()
  for (const { label, count, names = [] } of tolls) {
    const known = sums.get(label)
    const total = known ? known.count : 0
    sums.set(label, {
      label,
      count: total === undefined || count === undefined ? undefined : total + count,
      names: [...(known?.names ?? []), ...names],
    })
  }
  return [...sums.values()]
}

/** What goes along with the things that are deleted, counted at the provider now. */
export const TollList = ({
  at,
  action,
  targets,
}: {
  readonly at: ActionAt
  readonly action: Action
  readonly targets: readonly Target[]
}) => {
  const asked = targets.slice(0, counted)
  const queries = useQueries({
    queries: asked.map((target) => tollQuery(at, action, target)),
  })
  if (!action.toll) return null
  const loading = queries.some((query) => query.isPending)
  const failed = queries.find((query) => query.isError)
  const sums = sumOf(queries.flatMap((query) => query.data ?? []))
  const rest = targets.length - asked.length
  return (
    <section aria-label="What goes with it" aria-busy={loading} className="text-sm">
      <p className="mb-1 font-medium text-strong">What goes with it</p>
      {loading ? (
        <Skeleton className="h-5 w-48" />
      ) : (
        <ul className="flex flex-col gap-1">
          {sums.map(({ label, count, names }) => (
            <li key={label}>
              <span className="numeric font-medium text-strong">
                {count === undefined ? "an unknown number of" : count.toLocaleString("en")}
              </span>{" "}
              {label}
              {names.length > 0 && (
                <span className="block text-xs break-words text-muted">
                  {names.slice(0, namesShown).join(", ")}
                  {names.length > namesShown &&
                    ` and ${(names.length - namesShown).toLocaleString("en")} more`}
                </span>
              )}
            </li>
          ))}
          {sums.length === 0 && !failed && <li className="text-muted">Nothing else.</li>}
        </ul>
      )}
      {rest > 0 && (
        <p className="mt-1 text-xs text-muted">
          Counted for the first {counted}; {rest.toLocaleString("en")} more are not counted.
        </p>
      )}
      {failed && (
        <div className="mt-2">
          <Callout tone="warn" title="It could not be counted whole">
            {failed.error.message}
          </Callout>
        </div>
      )}
    </section>
  )
}
