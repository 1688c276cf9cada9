import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { ownerSlot } from "./client.ts"
import { keys } from "./keys.ts"

/** Leaves the page, with all that is on it, when somebody signs out in another tab. */
export const useSignOutElsewhere = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    const hear = ({ key, newValue }: StorageEvent): void => {
      if (key === ownerSlot && newValue === null) {
        void client.refetchQueries({ queryKey: keys.session() })
      }
    }
    window.addEventListener("storage", hear)
    return () => window.removeEventListener("storage", hear)
  }, [client])
}
