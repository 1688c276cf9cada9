import { queryOptions, useQuery } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { Session } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import { askServer } from "./api.ts"
import { keepFor } from "./client.ts"
import { keys } from "./keys.ts"
import { onSignedOut } from "./transport.ts"

/** Says whose answers may be kept and shown from here on. */
export const keepForSession = ({ signedIn, user }: Session): Promise<void> =>
  keepFor(signedIn ? user : undefined)

/** Who uses this browser, and whether the server wants an access token first. */
export const sessionQuery = queryOptions({
  queryKey: keys.session(),
  queryFn: async ({ client, signal }) => {
    try {
      const session = await askServer("/api/session", Session, { signal })
      await keepForSession(session)
      return session
    } catch (cause) {
      // Nobody may wait for an answer that does not come. Who was there before still is, for all we know.
      if (!client.getQueryData(keys.session())) await keepFor(undefined)
      throw cause
    }
  },
})

export const useSession = () => useQuery(sessionQuery)

/** Shows that a session ended while the page was open, once an answer says so. */
export const followSession = (client: QueryClient): void =>
  onSignedOut(async () => {
    const { signedIn } = await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
    // In another tab somebody was as quick as that: what is read is read again by itself.
    if (signedIn)
      throw new ProviderError({
        trouble: "offline",
        title: "Waybill did not know you just then.",
        remedy: "Nothing was sent on. Try again.",
      })
  })
