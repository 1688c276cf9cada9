import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { askLeftOut, askUntilThere } from "../data/comeBack.ts"

/** Stands in the page while our own server is away, and asks for it. */
export const AwayWatch = () => {
  const client = useQueryClient()
  useEffect(() => {
    // Where it went before a page had made ready for that (pages/afterStart.ts).
    askLeftOut(client)
    return askUntilThere()
  }, [client])
  return null
}
