import { keepPreviousData, useQuery } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Part } from "../model/part.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"

/** A tab of an item, loaded when it is opened and asked again while it is still being made. */
export const usePart = (
  { connection, resource }: { readonly connection: Connection; readonly resource: Resource },
  place: Place,
  part: Part,
  variant: string | undefined,
) =>
  useQuery({
    queryKey: keys.part(connection.id, resource.id, place, part.id, variant ?? ""),
    queryFn: ({ signal }) => part.load(callOf(connection, signal, "visible"), place, variant),
    placeholderData: keepPreviousData,
    persister: kept("always"),
    refetchInterval: ({ state }) =>
      state.data?.busy ? Math.min(30_000, 5000 * 1.3 ** state.dataUpdateCount) : false,
  })
