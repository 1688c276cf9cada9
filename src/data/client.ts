import { experimental_createQueryPersister } from "@tanstack/query-persist-client-core"
import type { PersistedQuery } from "@tanstack/query-persist-client-core"
import { QueryClient } from "@tanstack/react-query"
import { clear, createStore, del, entries, get, set } from "idb-keyval"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"

/** How often a failed read is tried again by itself. What a person must mend is not tried again. */
const retries: Readonly<Record<Trouble, number>> = {
  offline: 1,
  broken: 1,
  untrusted: 0,
  "signed-out": 0,
  forbidden: 0,
  missing: 0,
  conflict: 0,
  invalid: 0,
  throttled: 0,
  capacity: 0,
  unsupported: 0,
  unreadable: 0,
}

const store = createStore("waybill", "queries")
// The first list waits for it, so it is opened while the rest loads; where it cannot, reading says so.
if ("indexedDB" in globalThis) store("readonly", () => undefined).catch(() => undefined)

/**
 * Keeps answers of providers in IndexedDB, so that a reload shows rows at once while they are
 * refreshed. Walks of whole lists are left out: they are large, and only true as a whole.
 */
export const persister = experimental_createQueryPersister<PersistedQuery>({
  storage: {
    getItem: (key) => get<PersistedQuery>(key, store),
    setItem: (key, value) => set(key, value, store),
    removeItem: (key) => del(key, store),
    entries: () => entries<string, PersistedQuery>(store),
  },
  serialize: (query) => query,
  deserialize: (query) => query,
  prefix: "waybill",
  // The shape of rows may change between releases; an older cache is then of no use.
  buster: "1",
  maxAge: 7 * 86_400_000,
  filters: {
    predicate: ({ queryKey }) =>
      queryKey[0] === "c" && ["list", "item", "late"].includes(String(queryKey[4])),
  },
})

/** Forgets everything that was kept, for instance at sign-out. */
export const forgetPersisted = (): Promise<void> => clear(store)

export const createClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // Our server may be this very machine: what the browser thinks of the network is no reason.
        networkMode: "always",
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          error instanceof ProviderError && failures < retries[error.trouble],
        retryDelay: 800,
      },
      mutations: { networkMode: "always" },
    },
  })
