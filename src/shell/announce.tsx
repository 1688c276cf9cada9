import { useEffect, useRef, useSyncExternalStore } from "react"
import type { RefObject } from "react"
import { NavigationType, useLocation, useNavigationType } from "react-router"
import { announce, lastAnnouncement, onAnnouncement } from "../ui/announce.ts"

/** Where announcements are spoken from. Once, in the frame. */
export const Announcer = () => {
  const { text, turn } = useSyncExternalStore(onAnnouncement, lastAnnouncement)
  return (
    <div aria-live="polite" aria-atomic className="sr-only">
      {/* The same words again are a new element, so that they are spoken again. */}
      <p key={turn}>{text}</p>
    </div>
  )
}

let arrived: string | undefined

/**
 * On a new page, moves the focus to its heading, which reads it out. Going back, the list gives the
 * focus to the row that was left, so the page is only announced; so it is where the focus is in a dialog.
 */
export const useArrival = (heading: RefObject<HTMLElement | null>, title: string): void => {
  const { pathname } = useLocation()
  const how = useNavigationType()
  const latest = useRef(title)
  useEffect(() => {
    latest.current = title
  }, [title])
  useEffect(() => {
    const before = arrived
    arrived = pathname
    if (before === undefined || before === pathname) return
    // Who has opened something over the page meanwhile is typing there: the focus is not theirs to lose.
    const elsewhere = document.activeElement?.closest("[role=dialog][data-open]") ?? null
    if (how === NavigationType.Pop || elsewhere) announce(latest.current)
    else heading.current?.focus({ preventScroll: true })
  }, [pathname, how, heading])
}
