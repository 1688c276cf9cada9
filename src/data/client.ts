import { experimental_createQueryPersister } from "@tanstack/query-persist-client-core"
import type { PersistedQuery } from "@tanstack/query-persist-client-core"
import { notifyManager, QueryClient } from "@tanstack/react-query"
import type { Query as CachedQuery, QueryFunctionContext, QueryKey } from "@tanstack/react-query"
import { clear, createStore, del, entries, get, set } from "idb-keyval"
import type { UseStore } from "idb-keyval"
import * as v from "valibot"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { forgetPerson, seeHere } from "./personal.ts"

/** After these a read is tried once more by itself. What a person must mend is not tried again. */
const triedAgain: ReadonlySet<Trouble> = new Set(["away", "offline", "broken"])

const opened = createStore("waybill", "queries")
/** Ms that the store may take to open: a list waits for it, and one that is blocked never does. */
const patience = 2000

/** Rejects where it cannot be opened, whichever way a browser says so, or not soon. */
export const store: UseStore = (mode, work) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // Nothing waits for it again before something could be written to it.
      mayHold = false
      reject(new Error("blocked"))
    }, patience)
    const answered = (): void => clearTimeout(timer)
    opened(mode, (all) => {
      answered()
      return work(all)
    })
      .finally(answered)
      .then(resolve, reject)
  })

/** The shape of rows may change between releases; what another kept is then of no use. */
export const release = "3"
/** Ms that an answer is kept. */
export const keptFor = 7 * 86_400_000

/** Whose answers these are: until the server has said who is there, nothing is read and nothing kept. */
let known = Promise.withResolvers<string | undefined>()
export const ownerSlot = "waybill.user"

/** Who was here last and did not sign out. */
export const readOwner = (): string | null => {
  try {
    return localStorage.getItem(ownerSlot)
  } catch {
    return null
  }
}

/**
 * Whether anything may be kept that can be shown: not on a first visit, whose first list then waits for
 * neither the session nor the store, nor
 * where the store is blocked.
 */
let mayHold = readOwner() !== null

/** Whether anything may have been kept in this browser. */
export const holdsAnything = (): boolean => mayHold

// The first list waits for it, so it is opened while the rest loads; where it cannot, reading says so.
if (mayHold) store("readonly", () => undefined).catch(() => undefined)

/**
 * Says who uses this browser; undefined: nobody knows. Whatever was kept for somebody else goes.
 */
export const keepFor = async (user: string | undefined): Promise<void> => {
  if (user !== undefined) seeHere(user)
  try {
    const owner = readOwner()
    if (user !== undefined && owner !== user) {
      // On a first visit, what there is was remembered since.
      if (owner !== null) forgetPerson()
      await clear(store)
      localStorage.setItem(ownerSlot, user)
    }
  } catch {
    // Without storage nothing is kept in it either.
  }
  known.resolve(user)
  // The first answer stands for those who wait; a later one is for those who come later.
  known = Promise.withResolvers()
  known.resolve(user)
}

/** What is done with what is kept for whoever is here; nothing, and no harm, where the store fails. */
const tried = async <T>(work: (own: string) => Promise<T>): Promise<T | undefined> => {
  try {
    const user = await known.promise
    return user === undefined ? undefined : await work(`${user}\n`)
  } catch {
    return undefined
  }
}

/** A walk of more rows is read again rather than kept: writing it would hold up the page. */
const mostRows = 20_000

const Walk = v.object({
  rows: v.array(v.unknown()),
  complete: v.boolean(),
  incomplete: v.optional(v.string()),
})

/** A walk is only true as a whole: one that was stopped is not kept. */
const worthKeeping = ({ queryKey, state }: PersistedQuery): boolean => {
  if (queryKey[4] !== "walk") return true
  const walk = v.safeParse(Walk, state.data)
  return (
    walk.success &&
    walk.output.rows.length <= mostRows &&
    (walk.output.complete || walk.output.incomplete !== undefined)
  )
}

/**
 * Keeps answers of providers in IndexedDB, so that a reload shows rows at once, with their age, while
 * they are refreshed, and so that a provider that is down can still be looked at. For the person who is
 * signed in alone.
 */
export const persister = experimental_createQueryPersister<PersistedQuery>({
  storage: {
    getItem: (key) => tried((own) => get<PersistedQuery>(own + key, store)),
    setItem: (key, value) =>
      tried(async (own) => {
        await (worthKeeping(value) ? set(own + key, value, store) : del(own + key, store))
        mayHold = true
      }),
    removeItem: (key) => tried((own) => del(own + key, store)),
    entries: async () => {
      const all = await tried(async (own) => {
        const every = await entries<string, PersistedQuery>(store)
        return every.flatMap(([key, value]): [string, PersistedQuery][] =>
          key.startsWith(own) ? [[key.slice(own.length), value]] : [],
        )
      })
      return all ?? []
    },
  },
  serialize: (query) => query,
  deserialize: (query) => query,
  prefix: "waybill",
  buster: release,
  maxAge: keptFor,
})

/**
 * The `persister` of a query whose answer is kept. What was kept is given at once and asked for again:
 * `always`, because who reloads a page wants to know how things are now, or only where it is `stale`,
 * because asking costs many calls. The library's own does the same, but leaves nobody to catch what
 * fails then; that it failed is in the query's state.
 */
export const kept =
  (again: "always" | "stale") =>
  async <T, K extends QueryKey>(
    queryFn: (context: QueryFunctionContext<K>) => T | Promise<T>,
    context: QueryFunctionContext<K>,
    query: CachedQuery,
  ): Promise<T> => {
    if (mayHold && query.state.data === undefined) {
      const before = await persister.retrieveQuery<T>(query.queryHash, ({ state }) => {
        const { dataUpdatedAt, errorUpdatedAt } = state
        query.setState({ dataUpdatedAt, errorUpdatedAt })
        if (again === "always" || query.isStale()) query.fetch().catch(() => undefined)
      })
      if (before !== undefined) return before
    }
    const data = await queryFn(context)
    // Once it is in the query's state, from where it is taken.
    notifyManager.schedule(() => void persister.persistQuery(query))
    return data
  }

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
          failures < 1 && error instanceof ProviderError && triedAgain.has(error.trouble),
        retryDelay: 800,
      },
      mutations: { networkMode: "always" },
    },
  })
