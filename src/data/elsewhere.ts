import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { ownerSlot } from "./client.ts"
import { keys } from "./keys.ts"

/** Written when somebody signs out, for other tabs to hear. */
export const signedOutSlot = "waybill.signedOut"

/** What waits is not begun: it would be sent for whoever signs in next. */
const forgetJobs = async (): Promise<void> => (await import("./jobs.ts")).jobs.clear()

/**
 * Leaves the page, with all that is on it, when somebody signs out in another tab, or a session ended
 * there. Whoever signed out wants none of their work to go on.
 */
export const useSignOutElsewhere = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent): void => {
      const signedOut = key === signedOutSlot
      if (signedOut) void forgetJobs()
      if (signedOut || (key === ownerSlot && newValue === null))
        void client.refetchQueries({ queryKey: keys.session() })
    }
    window.addEventListener("storage", hear)
    return () => window.removeEventListener("storage", hear)
  }, [client])
}
