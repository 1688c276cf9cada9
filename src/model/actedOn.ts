import type { Action, Target } from "./action.ts"
import { parentOf } from "./place.ts"
import type { Resource } from "./provider.ts"
import { targetTitle } from "./title.ts"

/** What things that something is done to stand among. */
export type Among = {
  readonly connection: { readonly name: string }
  readonly resource: Pick<Resource, "title" | "fields" | "named">
  /** Things of all connections: no page around them says where these are, so that is said of each. */
  readonly everywhere?: boolean | undefined
}

/** Whether a thing is gone once an action was done to it. */
export const removes = ({ on, risk, spares }: Action): boolean =>
  on === "item" && risk === "destructive" && !spares

/**
 * More than so many things do not go by a press alone, whatever they are: fewer are read at a glance in the
 * dialog that names them, and what goes with them is counted for all of them.
 */
export const unreadFrom = 20

/** What must be typed before an action is done to these: its own word, or, of many, how many they are. */
export const wordToType = (
  action: Pick<Action, "label" | "risk" | "confirm">,
  resource: Pick<Resource, "many">,
  targets: readonly Target[],
): string | undefined =>
  action.risk === "destructive" && targets.length > unreadFrom
    ? `${action.label.toLowerCase()} ${targets.length} ${resource.many}`
    : action.confirm?.(targets)

/** What a target is called among the others: "left-pad 1.0", or, of all there are, "demo / left-pad 1.0". */
export const nameAmong = (
  { resource, everywhere }: Omit<Among, "connection">,
  target: Target,
): string =>
  [
    ...(everywhere ? parentOf(target.place).map(({ id }) => id) : []),
    targetTitle(resource, target),
  ].join(" / ")

/** Goes behind what is done to what: " of Blue" where things of all connections stand together. */
export const ofConnection = ({
  connection,
  everywhere,
}: Pick<Among, "connection" | "everywhere">): string => (everywhere ? ` of ${connection.name}` : "")
