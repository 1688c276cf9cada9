import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { clear } from "idb-keyval"
import { useEffect, useEffectEvent, useRef, useState } from "react"
import { Session } from "../model/connection.ts"
import { askServer } from "./api.ts"
import { signedOutSlot } from "./elsewhere.ts"
import { keepFor, ownerSlot, store } from "./client.ts"
import { keys } from "./keys.ts"
import { forgetAllLacking } from "./lacking.ts"
import { lastHere, seeHere } from "./personal.ts"
import { forgetRecents } from "./recents.ts"
import { sessionQuery } from "./session.ts"
import { forgetTests } from "./tests.ts"
import { forgetWork } from "./forgetWork.ts"

/** Calls back when somebody may have signed in in another tab: it has said so, or this one is looked at. */
const useElsewhere = (look: () => Promise<void>): void => {
  // A tab that wakes hears of it and is looked at in one moment.
  const looking = useRef(false)
  const heard = useEffectEvent(async () => {
    if (looking.current) return
    looking.current = true
    await look()
    looking.current = false
  })
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent): void => {
      if (key === ownerSlot && newValue !== null) void heard()
    }
    const see = (): void => {
      if (document.visibilityState === "visible") void heard()
    }
    window.addEventListener("storage", hear)
    // Without storage no tab hears of another.
    document.addEventListener("visibilitychange", see)
    return () => {
      window.removeEventListener("storage", hear)
      document.removeEventListener("visibilitychange", see)
    }
  }, [])
}

/**
 * Signs in with the server's access token; everything that was refused before is asked again. Goes on by
 * itself where somebody signs in in another tab.
 * @param forgetJobs called where somebody else was here before
 * @param onIn called once it is known who is here
 */
export const useSignIn = (forgetJobs: () => void, onIn: () => void) => {
  const client = useQueryClient()
  // Asked before anybody else is seen here.
  const [before] = useState(lastHere)
  const goOn = async (session: Session): Promise<void> => {
    if (before !== undefined && before !== session.user) forgetJobs()
    await keepFor(session.user)
    onIn()
    client.setQueryData(sessionQuery.queryKey, session)
    return client.invalidateQueries({ queryKey: keys.connections() })
  }
  useElsewhere(async () => {
    const session = await askServer("/api/session", Session).catch(() => undefined)
    if (session?.signedIn) await goOn(session)
  })
  return useMutation({
    mutationFn: (token: string) =>
      askServer("/api/session", Session, { method: "POST", body: { token } }),
    onSuccess: goOn,
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
      forgetWork()
      seeHere(undefined)
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
