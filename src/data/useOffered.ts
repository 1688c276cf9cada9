import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { behind } from "../lib/behind.ts"
import type { Provider } from "../model/provider.ts"
import { keys } from "./keys.ts"

/** A provider as a connection has it: see `lacking.ts`, which is loaded behind the rows. */
export const useOffered = (id: string, provider: Provider | undefined): Provider | undefined => {
  const { data } = useQuery({
    queryKey: keys.lacking(id),
    queryFn: async () => (await behind(() => import("./lacking.ts"))).lackingOf(id),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return useMemo(() => (provider && data ? data.of(provider) : provider), [provider, data])
}
