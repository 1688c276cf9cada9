import { memo, useMemo, useRef, useState } from "react"
import { counted, formatCount } from "../lib/text.ts"
import { nameAmong } from "../model/actedOn.ts"
import type { Among } from "../model/actedOn.ts"
import type { Action, Target } from "../model/action.ts"
import { placeKey } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { Button } from "../ui/Button.tsx"

type At = Pick<Among, "everywhere"> & { readonly resource: Resource }

/** So many are named at first, and with each press: all 10,000 that can be selected would hold up the dialog. */
const atOnce = 200

/** @param marked those that are to be told from the others */
const List = ({
  at,
  targets,
  marked,
}: {
  readonly at: At
  readonly targets: readonly Target[]
  readonly marked: ReadonlySet<Target>
}) => {
  const [shown, setShown] = useState(atOnce)
  const list = useRef<HTMLUListElement>(null)
  const { resource } = at
  const rest = targets.length - shown
  const more = (): void => {
    // The button goes with the last of them.
    if (rest <= atOnce) list.current?.focus()
    setShown(shown + atOnce)
  }
  return (
    <>
      <ul
        ref={list}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- by key it could not be scrolled
        tabIndex={0}
        aria-label={counted(targets.length, resource.one, resource.many)}
        className="mt-1 max-h-40 overflow-y-auto text-xs text-muted"
      >
        {targets.slice(0, shown).map((target) => (
          <li key={placeKey(target.place)} className="flex gap-2">
            <span className="min-w-0 wrap-anywhere">{nameAmong(at, target)}</span>
            {marked.has(target) && (
              <span className="shrink-0 text-tone-warn-ink">not on the page</span>
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <p className="mt-1 flex items-center gap-2 text-xs text-muted">
          <output>and {formatCount(rest)} more</output>
          <Button size="sm" variant="ghost" onClick={more}>
            Show the next {formatCount(Math.min(rest, atOnce))}
          </Button>
        </p>
      )}
    </>
  )
}

const unseenWords = (unseen: number, of: number): string => {
  if (of === 1) return "It is not on the page that is shown: it was selected before."
  if (unseen === of) return "None of them is on the page that is shown; they were selected before."
  return `${counted(unseen, "of them is", "of them are")} not on the page that is shown, and named first.`
}

const none: ReadonlySet<Target> = new Set()

/**
 * Names the things that an action is done to. What goes for good is read first, and what of it is not on
 * the page stands before the rest, told in words; of what does not go, few are in the way. Not drawn again
 * with each key that is typed into the dialog.
 */
export const TargetNames = memo(function TargetNames({
  at,
  action,
  targets,
}: {
  readonly at: At
  readonly action: Pick<Action, "risk">
  readonly targets: readonly Target[]
}) {
  const goes = action.risk === "destructive"
  const unseen = useMemo(
    () => new Set(goes ? targets.filter((one) => one.unseen) : []),
    [goes, targets],
  )
  const inOrder = useMemo(
    () => [...unseen, ...targets.filter((one) => !unseen.has(one))],
    [unseen, targets],
  )
  return (
    <>
      {unseen.size > 0 && (
        <p className="text-sm text-tone-warn-ink">{unseenWords(unseen.size, targets.length)}</p>
      )}
      {targets.length > 1 && (
        <details className="text-sm" open={goes}>
          <summary className="cursor-default text-muted">
            {formatCount(targets.length)} {at.resource.many}, one after the other
          </summary>
          <List at={at} targets={inOrder} marked={unseen.size < targets.length ? unseen : none} />
        </details>
      )}
    </>
  )
})
