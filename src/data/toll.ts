import { queryOptions } from "@tanstack/react-query"
import type { Action, Target } from "../model/action.ts"
import type { ActionAt } from "./act.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"

/** What goes along with a thing, counted anew whenever someone is about to delete it. */
export const tollQuery = ({ connection, resource }: ActionAt, action: Action, target: Target) =>
  queryOptions({
    queryKey: keys.toll(connection.id, resource.id, target.place, action.id),
    queryFn: ({ signal }) =>
      action.toll?.(callOf(connection, signal, "visible"), target) ?? Promise.resolve([]),
    staleTime: 0,
    gcTime: 0,
  })
