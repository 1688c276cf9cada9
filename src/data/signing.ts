import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Session } from "../model/connection.ts"
import { askServer } from "./api.ts"
import { forgetPersisted, keepFor } from "./client.ts"
import { keys } from "./keys.ts"
import { forgetAllLacking } from "./lacking.ts"
import { forgetRecents } from "./recents.ts"
import { sessionQuery } from "./session.ts"
import { forgetTests } from "./tests.ts"

/** Signs in with the server's access token; everything that was refused before is asked again. */
export const useSignIn = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (token: string) =>
      askServer("/api/session", Session, { method: "POST", body: { token } }),
    onSuccess: async (session) => {
      await keepFor(session.user)
      client.setQueryData(sessionQuery.queryKey, session)
      return client.invalidateQueries({ queryKey: keys.connections() })
    },
  })
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
      await forgetPersisted()
      await (await import("./onDisk.ts")).forgetFilesOnDisk()
      forgetAllLacking()
      forgetTests()
      forgetRecents()
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session()[0] })
      client.setQueryData(sessionQuery.queryKey, session)
    },
  })
}
