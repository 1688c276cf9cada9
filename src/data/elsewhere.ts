import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { ownerSlot } from "./client.ts"
import { keys } from "./keys.ts"
import { seeHere } from "./personal.ts"

/** Written when somebody signs out, for other tabs to hear. */
export const signedOutSlot = "waybill.signedOut"

/** Whoever signed out wants nothing to go on here, and leaves nothing of what they typed. */
const forgetWork = async (): Promise<void> => {
  seeHere(undefined)
  ;(await import("./forgetWork.ts")).forgetWork()
}

/**
 * Leaves the page, with all that is on it, when somebody signs out in another tab, or a session ended
 * there.
 */
export const useSignOutElsewhere = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent): void => {
      const signedOut = key === signedOutSlot
      if (signedOut) void forgetWork()
      if (signedOut || (key === ownerSlot && newValue === null))
        void client.refetchQueries({ queryKey: keys.session() })
    }
    window.addEventListener("storage", hear)
    return () => window.removeEventListener("storage", hear)
  }, [client])
}
