import type { Action, Target } from "../../model/action.ts"
import type { Provider, Resource } from "../../model/provider.ts"
import type { Place } from "../../model/place.ts"
import type { Row } from "../../model/field.ts"

/** How files are uploaded to a provider; undefined where none can be. */
export const takenFiles = ({ resources }: Provider): Resource["upload"] =>
  Object.values(resources).find(({ upload }) => upload)?.upload

/** The actions of a list, and those of its items. */
export const listActions = ({ actions }: Resource): readonly Action[] =>
  actions.filter(({ on }) => on === "list")

export const itemActions = ({ actions }: Resource): readonly Action[] =>
  actions.filter(({ on }) => on === "item")

/** Why an action cannot be done to any of these now; undefined where it can be done to one of them. */
export const blockedFor = (action: Action, targets: readonly Target[]): string | undefined => {
  let first: string | undefined
  for (const target of targets) {
    const reason = action.blocked?.(target)
    if (reason === undefined) return undefined
    first ??= reason
  }
  return first
}

export const targetOf = (resource: Resource, place: Place, row: Row): Target => ({
  place: [...place, { in: resource.id, id: row.id }],
  row,
})
