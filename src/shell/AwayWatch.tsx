import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { askUntilThere, askLeftOut } from "../data/comeBack.ts"

/** Stands in the page while our own server is away: asks for it, and once it is back for what it left out. */
export const AwayWatch = () => {
  const client = useQueryClient()
  useEffect(() => {
    const stop = askUntilThere()
    return () => {
      stop()
      void askLeftOut(client)
    }
  }, [client])
  return null
}
