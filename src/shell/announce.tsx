import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react"
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
 * On a new page, moves the focus to its heading, which reads it out. Where the focus is somewhere
 * already, the page is only announced: going back, a list gives it to the row that was left, and who is
 * in a dialog keeps it.
 * @param provisional the title only stands for a name to come: the page is announced by that name then
 */
export const useArrival = (
  heading: RefObject<HTMLElement | null>,
  title: string,
  provisional: boolean,
): void => {
  const { pathname } = useLocation()
  const how = useNavigationType()
  /** Somebody arrived and was told no name, or only what stands for it. */
  const owed = useRef<{ readonly told: string | undefined }>(undefined)
  const settle = useEffectEvent((comes: boolean): void => {
    if (comes || !owed.current) return
    if (owed.current.told !== title) announce(title)
    owed.current = undefined
  })
  const arrive = useEffectEvent((path: string, way: NavigationType): void => {
    const before = arrived
    arrived = path
    if (before === undefined || before === path) return
    const at = document.activeElement
    const kept =
      way === NavigationType.Pop
        ? at !== null && at !== document.body
        : // Who has opened something over the page meanwhile is typing there.
          (at?.closest("[role=dialog][data-open]") ?? null) !== null
    if (!kept) heading.current?.focus({ preventScroll: true })
    owed.current = { told: kept ? undefined : title }
    settle(provisional)
  })
  useEffect(() => arrive(pathname, how), [pathname, how])
  useEffect(() => settle(provisional), [provisional])
}
