import type { ActionAt } from "../data/act.ts"
import type { Unsent } from "../data/unsent.ts"
import { formatCount } from "../lib/text.ts"
import { nameAmong, ofConnection } from "../model/actedOn.ts"
import type { Action, Target } from "../model/action.ts"
import { placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"

/** An action, and what somebody was asked to do it to. */
type Asked = {
  readonly at: ActionAt
  readonly action: Action
  readonly targets: readonly Target[]
  readonly leftOut: readonly unknown[]
}

/** What is about to be done, to what: the title of its dialog. */
export const headline = ({ at, action, targets, leftOut }: Asked): string => {
  const { resource } = at
  const [first] = targets
  if (action.on === "list" || !first) return action.label
  const what =
    targets.length === 1
      ? `${resource.one} ${nameAmong(at, first)}`
      : `${formatCount(targets.length)} ${
          leftOut.length === 0 ? "" : `of ${formatCount(targets.length + leftOut.length)} `
        }${resource.many}`
  return `${action.label} ${what}${ofConnection(at)}`
}

/** What brings back what was typed after the session ended: the same action, of the same things in any order. */
export const askedName = ({ at, action, targets }: Asked): string =>
  JSON.stringify([
    at.connection.id,
    at.resource.id,
    action.id,
    ...targets.map(({ place }) => placeKey(place)).toSorted(),
  ])

/** Where it can be opened again, if it was opened from a row: the page of an item has it as well. */
export const againAt = (
  props: Asked & { readonly hrefOf: (place: Place) => string },
): Unsent["dialog"] | undefined => {
  const { at, action, targets, hrefOf } = props
  if (new URLSearchParams(globalThis.location.search).get("do") === action.id) return undefined
  const [only, ...more] = targets
  const title = `“${headline(props)}” is not done`
  const back = "What you typed is there when you open it again"
  return only && more.length === 0 && at.resource.get
    ? { title, back: `${back}.`, href: `${hrefOf(only.place)}?do=${action.id}` }
    : { title, back: only ? `${back} for the same rows.` : `${back}.` }
}
