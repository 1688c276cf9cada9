import { queryOptions } from "@tanstack/react-query"
import type { Action, Target } from "../model/action.ts"
import { placeKey } from "../model/place.ts"
import type { ActionAt } from "./act.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"

/** What an action asks for, where that must be looked up; anew whenever its dialog is opened. */
export const lookupQuery = (
  { connection, resource }: ActionAt,
  action: Action,
  targets: readonly Target[],
) =>
  queryOptions({
    queryKey: keys.lookup(
      connection.id,
      resource.id,
      targets[0]?.place ?? [],
      `${action.id} ${targets.map(({ place }) => placeKey(place)).join(" ")}`,
    ),
    queryFn: ({ signal }) => action.lookup?.(callOf(connection, signal, "visible"), targets),
    enabled: action.lookup !== undefined,
    staleTime: 0,
    gcTime: 0,
    // What is being typed must not be asked for anew under somebody's hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
