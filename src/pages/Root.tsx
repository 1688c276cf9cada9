import { useConnections } from "../data/connections.ts"
import { useSession } from "../data/session.ts"
import { Frame } from "../shell/Frame.tsx"
import { SignIn } from "./SignIn.tsx"

/** Stands around every page; where the server wants to know who is there, it asks that first. */
export const Root = () => {
  const session = useSession()
  const connections = useConnections()
  if (session.data && !session.data.signedIn) return <SignIn />
  return <Frame connections={connections.data} />
}
