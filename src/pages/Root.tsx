import { lazy, Suspense } from "react"
import { ScrollRestoration } from "react-router"
import { useConnections } from "../data/connections.ts"
import { useSession } from "../data/session.ts"
import { Frame } from "../shell/Frame.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"

const SignIn = lazy(async () => ({ default: (await import("./SignIn.tsx")).SignIn }))

/** Stands around every page; where the server wants to know who is there, it asks that first. */
export const Root = () => {
  const session = useSession()
  const connections = useConnections()
  if (session.data && !session.data.signedIn)
    return (
      <Suspense>
        <SignIn />
      </Suspense>
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
    </>
  )
}
