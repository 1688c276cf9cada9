import { useState } from "react"
import type { ReactNode } from "react"
import { Navigate, NavigationType, useLocation, useNavigationType } from "react-router"
import { openingOf } from "../data/views.ts"
import { seenAt } from "./seen.ts"
import { viewAddress } from "./viewAddress.ts"

const Arrival = ({ children }: { readonly children: ReactNode }) => {
  const { pathname, search, key } = useLocation()
  const back = useNavigationType() === NavigationType.Pop && key !== "default"
  // Only on arrival: whoever clears the filters afterwards means it.
  const [view] = useState(() => (search === "" && !back ? openingOf(pathname) : undefined))
  const [going, setGoing] = useState(view !== undefined && view.search !== "")
  if (going && search !== "") setGoing(false)
  if (!view || !going) return children
  return <Navigate replace to={viewAddress(view, seenAt(pathname))} />
}

/** Opens a list with the view that someone chose for it, where its address asks for nothing. */
export const OpeningView = ({ children }: { readonly children: ReactNode }) => {
  const { pathname } = useLocation()
  return <Arrival key={pathname}>{children}</Arrival>
}
