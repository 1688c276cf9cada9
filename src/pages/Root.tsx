import { useEffect, useState } from "react"
import { ScrollRestoration } from "react-router"
import { useConnections } from "../data/connections.ts"
import { jobEvent } from "../data/jobEvent.ts"
import { useSignOutElsewhere } from "../data/elsewhere.ts"
import { useSession } from "../data/session.ts"
import { Frame } from "../shell/Frame.tsx"
import { prepareForTrouble, TroubleNote } from "../shell/TroubleNote.tsx"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const SignIn = lazily(async () => (await import("./SignIn.tsx")).SignIn)

const JobPanel = lazily(async () => (await import("../jobs/JobPanel.tsx")).JobPanel)

/** Of a file that does not come, the next page makes up for it. */
const tidyUp = async (): Promise<void> =>
  import("../data/forgetOld.ts").then(
    ({ forgetOld }) => forgetOld(Date.now()),
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

/** Stands around every page; where the server wants to know who is there, it asks that first. */
export const Root = () => {
  const session = useSession()
  const connections = useConnections()
  const anyJob = useAnyJob()
  useSignOutElsewhere()
  useEffect(() => {
    // Behind everything that the first page needs, and long before it is needed itself.
    const timer = setTimeout(() => {
      prepareForTrouble()
      void tidyUp()
    }, 3000)
    return () => clearTimeout(timer)
  }, [])
  if (session.data && !session.data.signedIn)
    return (
      <Spare>
        <SignIn />
      </Spare>
    )
  const away = session.error ?? connections.error
  return (
    <>
      <ScrollRestoration />
      <Frame
        connections={connections.data}
        notice={
          away === null ? undefined : (
            <div className="px-4 pt-4 md:px-8">
              <TroubleNote
                error={away}
                onRetry={() => {
                  void session.refetch()
                  void connections.refetch()
                }}
              />
            </div>
          )
        }
      />
      {anyJob && (
        <Spare>
          <JobPanel />
        </Spare>
      )}
    </>
  )
}
