import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { clear } from "idb-keyval"
import { useEffect, useState } from "react"
import { Session } from "../model/connection.ts"
import { askServer } from "./api.ts"
import { signedOutSlot } from "./elsewhere.ts"
import { keepFor, ownerSlot, readOwner, store } from "./client.ts"
import { keys } from "./keys.ts"
import { forgetAllLacking } from "./lacking.ts"
import { forgetRecents } from "./recents.ts"
import { sessionQuery } from "./session.ts"
import { forgetTests } from "./tests.ts"

/**
 * Signs in with the server's access token; everything that was refused before is asked again.
 * @param forgetJobs called where somebody else was here before
 */
export const useSignIn = (forgetJobs: () => void) => {
  const client = useQueryClient()
  // Asked before it is forgotten with the rest.
  const [before] = useState(readOwner)
  return useMutation({
    mutationFn: (token: string) =>
      askServer("/api/session", Session, { method: "POST", body: { token } }),
    onSuccess: async (session) => {
      if (before !== null && before !== session.user) forgetJobs()
      await keepFor(session.user)
      client.setQueryData(sessionQuery.queryKey, session)
      return client.invalidateQueries({ queryKey: keys.connections() })
    },
  })
}

/** Forgets everything that was kept and tells other tabs so. */
const forgetPersisted = async (): Promise<void> => {
  // First, so that an answer that comes in meanwhile is not kept behind it.
  await keepFor(undefined)
  // Without storage there is nothing to forget.
  await clear(store).catch(() => undefined)
  try {
    localStorage.removeItem(ownerSlot)
  } catch {
    // Nor is there a name.
  }
}

/** Other tabs leave the page too, and what waits in them is not begun (elsewhere.ts). */
const tellOthers = (): void => {
  try {
    localStorage.setItem(signedOutSlot, new Date().toISOString())
  } catch {
    // Without storage no tab hears of another.
  }
}

/** Forgets every answer that is in memory or kept, and what was noted of them. */
const forgetAnswers = async (client: QueryClient): Promise<void> => {
  const emptied = forgetPersisted()
  forgetAllLacking()
  forgetTests()
  forgetRecents()
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session()[0] })
  await emptied
}

/**
 * While nobody is signed in, however it came to that, nothing is left to read of what was there before.
 * Jobs stay, and the files they have: who signs in again wants to know what was still done and what not.
 * @param forgetMore forgets what layers above this one hold
 */
export const useForgotten = (forgetMore: () => void): void => {
  const client = useQueryClient()
  useEffect(() => {
    forgetMore()
    void forgetAnswers(client)
  }, [client, forgetMore])
}

/**
 * Signs out, and forgets every answer that this browser kept.
 * @param forgetMore forgets what layers above this one hold; called before the page goes
 */
export const useSignOut = (forgetMore: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => askServer("/api/session", Session, { method: "DELETE" }),
    onSuccess: async (session) => {
      forgetMore()
      tellOthers()
      await forgetAnswers(client)
      try {
        await (await import("./onDisk.ts")).forgetFilesOnDisk()
      } catch {
        // What forgets them did not come. They go with the next file that is kept (onDisk.ts).
      }
      client.setQueryData(sessionQuery.queryKey, session)
    },
  })
}
