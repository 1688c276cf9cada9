import { counted, formatCount } from "../lib/text.ts"
import { nameAmong } from "../model/actedOn.ts"
import type { Among } from "../model/actedOn.ts"
import type { Action, Target } from "../model/action.ts"
import type { Resource } from "../model/provider.ts"

type At = Pick<Among, "everywhere"> & { readonly resource: Resource }

const List = ({ at, targets }: { readonly at: At; readonly targets: readonly Target[] }) => (
  <ul
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- by key it could not be scrolled
    tabIndex={0}
    aria-label={counted(targets.length, at.resource.one, at.resource.many)}
    className="mt-1 max-h-40 overflow-y-auto text-xs text-muted"
  >
    {targets.map((target) => (
      <li key={JSON.stringify(target.place)} className="truncate">
        {nameAmong(at, target)}
      </li>
    ))}
  </ul>
)

/** What cannot be taken back is done to nothing unseen: those are named, whoever looks or not. */
const Unseen = ({
  at,
  targets,
  of,
}: {
  readonly at: At
  readonly targets: readonly Target[]
  readonly of: number
}) => (
  <div className="text-sm text-tone-warn-ink">
    {of === 1
      ? "It is not on the page that is shown: it was selected before."
      : targets.length === of
        ? "None of them is on the page that is shown; they were selected before:"
        : `${counted(targets.length, "of them is", "of them are")} not on the page that is shown:`}
    {of > 1 && <List at={at} targets={targets} />}
  </div>
)

/**
 * Names the things that an action is done to. What goes for good is read first; of what does not, few are
 * in the way.
 */
export const TargetNames = ({
  at,
  action,
  targets,
}: {
  readonly at: At
  readonly action: Pick<Action, "risk">
  readonly targets: readonly Target[]
}) => {
  const goes = action.risk === "destructive"
  const unseen = goes ? targets.filter((one) => one.unseen) : []
  return (
    <>
      {unseen.length > 0 && <Unseen at={at} targets={unseen} of={targets.length} />}
      {targets.length > 1 && (
        <details className="text-sm" open={goes}>
          <summary className="cursor-default text-muted">
            {formatCount(targets.length)} {at.resource.many}, one after the other
          </summary>
          <List at={at} targets={targets} />
        </details>
      )}
    </>
  )
}
