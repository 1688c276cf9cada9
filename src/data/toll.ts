import { queryOptions } from "@tanstack/react-query"
import type { Action, Offers, Target } from "../model/action.ts"
import type { ActionAt } from "./act.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"

/** What goes along with a thing, counted anew whenever someone is about to delete it. */
export const tollQuery = ({ connection, resource }: ActionAt, action: Action, target: Target) =>
  queryOptions({
    queryKey: keys.toll(connection.id, resource.id, target.place, action.id),
    queryFn: ({ signal }) =>
      action.toll?.(callOf(connection, signal, "soon"), target) ?? Promise.resolve([]),
    staleTime: 0,
    gcTime: 0,
  })

/** What the inputs of an action may well be filled with. */
export const offersQuery = (
  { connection, resource }: ActionAt,
  action: Action,
  targets: readonly Target[],
) =>
  queryOptions({
    queryKey: keys.offers(connection.id, resource.id, targets[0]?.place ?? [], action.id),
    queryFn: ({ signal }): Promise<Offers> =>
      action.offers?.(callOf(connection, signal, "soon"), targets) ?? Promise.resolve({}),
    retry: false,
  })
