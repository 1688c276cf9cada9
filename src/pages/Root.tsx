import { useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { useEffect, useState, useSyncExternalStore } from "react"
import { ScrollRestoration } from "react-router"
import { useConnections } from "../data/connections.ts"
import { jobEvent } from "../data/jobEvent.ts"
import { useSignOutElsewhere } from "../data/elsewhere.ts"
import { useSession } from "../data/session.ts"
import { awayNow, watchAway } from "../lib/away.ts"
import { Frame } from "../shell/Frame.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const SignIn = lazily(async () => (await import("./SignIn.tsx")).SignIn)

const JobPanel = lazily(async () => (await import("../jobs/JobPanel.tsx")).JobPanel)

const AwayWatch = lazily(async () => (await import("../shell/AwayWatch.tsx")).AwayWatch)

/** Of a file that does not come, the next page makes up for it. */
const prepare = (client: QueryClient): Promise<void> =>
  import("./afterStart.ts").then(
    ({ afterStart }) => afterStart(client),
    () => undefined,
  )

/** Whether any work was begun in this tab: what shows it is loaded with the first. */
const useAnyJob = (): boolean => {
  const [any, setAny] = useState(false)
  useEffect(() => {
    const begin = (): void => setAny(true)
    window.addEventListener(jobEvent, begin)
    return () => window.removeEventListener(jobEvent, begin)
  }, [])
  return any
}

const useAway = (): Error | undefined => useSyncExternalStore(watchAway, awayNow)

/** Stands around every page; where the server wants to know who is there, it asks that first. */
export const Root = () => {
  const client = useQueryClient()
  const session = useSession()
  const connections = useConnections()
  const away = useAway()
  const anyJob = useAnyJob()
  useSignOutElsewhere()
  useEffect(() => {
    // Behind everything that the first page needs, and long before it is needed itself.
    const timer = setTimeout(() => void prepare(client), 3000)
    return () => clearTimeout(timer)
  }, [client])
  if (session.data && !session.data.signedIn)
    return (
      <Spare>
        <SignIn />
      </Spare>
    )
  const trouble = away ?? session.error ?? connections.error
  return (
    <>
      <ScrollRestoration />
      <Frame
        connections={connections.data}
        notice={
          trouble && (
            <div className="px-4 pt-4 md:px-8">
              <TroubleNote
                error={trouble}
                retrying={connections.isFetching}
                onRetry={() => {
                  void session.refetch()
                  void connections.refetch()
                }}
              />
            </div>
          )
        }
      />
      {away && (
        <Spare missed={null}>
          <AwayWatch />
        </Spare>
      )}
      {anyJob && (
        <Spare>
          <JobPanel />
        </Spare>
      )}
    </>
  )
}
