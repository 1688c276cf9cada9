import { queryOptions } from "@tanstack/react-query"
import type { Provider, ProviderId } from "../model/provider.ts"
import { keys } from "./keys.ts"
import { providers } from "../providers/index.ts"

/** A provider's adapter, loaded once. */
export const providerQuery = (id: ProviderId) =>
  queryOptions<Provider>({
    queryKey: keys.provider(id),
    queryFn: () => providers[id](),
    staleTime: Infinity,
    gcTime: Infinity,
  })
