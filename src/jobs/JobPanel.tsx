import { ChevronDown, ChevronUp } from "lucide-react"
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react"
import { useQueryClient } from "@tanstack/react-query"
import { jobEvent } from "../data/jobEvent.ts"
import { hearGone } from "../data/knownGone.ts"
import { useJobs } from "../data/useJobs.ts"
import type { RefObject } from "react"
import type { Job } from "../data/jobs.ts"
import { announce } from "../ui/announce.ts"
import { keepFocus } from "../ui/keepFocus.ts"
import { useShortcut } from "../ui/shortcuts.ts"
import { IconButton } from "../ui/Button.tsx"
import { JobCard } from "./JobCard.tsx"
import { PanelHead } from "./PanelHead.tsx"
import { tallyWords } from "./progress.ts"

const notifyDesktop = (words: string, tag: string): Notification =>
  new Notification("Waybill", { body: words, tag })

/** Says the end of each job once, for those who do not see the panel. */
const useEndings = (all: readonly Job[]): void => {
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const job of all) {
      if (job.state !== "ended") {
        told.current.delete(job.id)
        continue
      }
      if (told.current.has(job.id)) continue
      told.current.add(job.id)
      const words = `${job.title}: ${tallyWords(job)}`
      announce(words)
      // Only where the person allowed it, and only to someone who is looking at something else.
      if (
        document.hidden &&
        typeof Notification !== "undefined" &&
        Notification.permission === "granted"
      )
        notifyDesktop(words, job.id)
    }
  }, [all])
}

/** What was deleted elsewhere is not to be tried again. */
const useGoneElsewhere = (): void => {
  const client = useQueryClient()
  useEffect(() => hearGone(client), [client])
}

/** A tab that is closed now would break off what goes on. */
const useLeaveGuard = (going: boolean): void => {
  useEffect(() => {
    if (!going) return undefined
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [going])
}

/** The distance of the panel from what is around it, in px. */
const gap = 16

/**
 * Leaves room below the page, so that nothing stays under the panel: for all of it, so that whoever
 * scrolls to the end sees the end, and for its first line, which what stays at the bottom of the window
 * keeps clear of. Read by `Frame`, and by lists.
 */
const leaveRoom = (panel: HTMLElement): (() => void) => {
  const { style } = document.documentElement
  let most = 0
  const measure = new ResizeObserver(() => {
    // Never less than before: a page that is scrolled to its end would jump as the panel folds.
    if (panel.offsetHeight <= most) return
    most = panel.offsetHeight
    const line = panel.querySelector("header")?.offsetHeight ?? 0
    style.setProperty("--jobs-room", `${most + 2 * gap}px`)
    style.setProperty("--jobs-line", `${line + gap}px`)
  })
  measure.observe(panel)
  return () => {
    measure.disconnect()
    style.removeProperty("--jobs-room")
    style.removeProperty("--jobs-line")
  }
}

const backTo = (from: HTMLElement | undefined): void =>
  (from ?? document.querySelector("main"))?.focus({ preventScroll: true })

/** Of what is gone the focus goes to the panel; once that goes, back to where somebody came from. */
const keepFocusIn = (panel: HTMLElement): (() => void) =>
  keepFocus(panel, {
    within: () => panel.focus(),
    without: (_panel, from) => backTo(from),
    escape: backTo,
  })

/** Leaves that room as long as it is drawn. */
const Room = ({ of }: { readonly of: RefObject<HTMLElement | null> }) => {
  useEffect(() => (of.current ? leaveRoom(of.current) : undefined), [of])
  return null
}

/** Whether the middle of a thing is under another: a table reaches below much, and is not hidden by it. */
const isUnder = (thing: Element, over: Element): boolean => {
  const { left, right, top, bottom } = thing.getBoundingClientRect()
  const by = over.getBoundingClientRect()
  const x = (left + right) / 2
  const y = (top + bottom) / 2
  return x > by.left && x < by.right && y > by.top && y < by.bottom
}

/**
 * Folds what lies open once somebody goes on with the page: presses or scrolls there, or comes by key to
 * what is covered.
 */
const useFolding = (of: RefObject<HTMLElement | null>, open: boolean, fold: () => void): void => {
  const away = useEffectEvent(({ type, target }: Event): void => {
    const panel = of.current
    if (!panel || !(target instanceof Element) || panel.contains(target)) return
    // Whoever works in it by key may scroll the page behind it; what is folded would take the focus along.
    if (type === "wheel" && panel.contains(document.activeElement)) return
    if (type !== "focusin" || isUnder(target, panel)) fold()
  })
  useEffect(() => {
    if (!open) return undefined
    const turns = ["pointerdown", "wheel", "focusin"] as const
    // Before what is pressed hears of it: that may begin a job, which is to be seen.
    const how = { capture: true, passive: true }
    for (const turn of turns) window.addEventListener(turn, away, how)
    return () => {
      for (const turn of turns) window.removeEventListener(turn, away, how)
    }
  }, [open])
}

/** Everything that goes on or has ended in this tab, on whatever page one is. */
export const JobPanel = () => {
  const all = useJobs()
  const [open, setOpen] = useState(true)
  useEndings(all)
  useGoneElsewhere()
  useLeaveGuard(all.some(({ state }) => state !== "ended"))
  const panel = useRef<HTMLElement>(null)
  useFolding(panel, open, () => setOpen(false))
  useEffect(() => {
    const show = (): void => setOpen(true)
    window.addEventListener(jobEvent, show)
    return () => window.removeEventListener(jobEvent, show)
  }, [])
  useShortcut("g j", "Jobs", "Go to", () => {
    setOpen(true)
    panel.current?.focus()
  })
  const hold = useCallback((element: HTMLElement) => {
    panel.current = element
    const end = keepFocusIn(element)
    return () => {
      end()
      panel.current = null
    }
  }, [])
  if (all.length === 0) return null
  return (
    <section
      ref={hold}
      tabIndex={-1}
      aria-label="Jobs"
      data-screen-only=""
      className="fixed right-4 bottom-4 z-30 flex max-h-[min(28rem,calc(100dvh-6rem))] w-[min(24rem,calc(100vw-2rem))] flex-col rounded-lg bg-overlay text-body shadow-overlay"
    >
      <Room of={panel} />
      <header className="flex items-center gap-2 border-b border-line px-4 py-2">
        <PanelHead all={all} open={open} />
        <IconButton
          label={open ? "Fold the jobs" : "Unfold the jobs"}
          size="sm"
          aria-expanded={open}
          icon={open ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
          onClick={() => setOpen(!open)}
        />
      </header>
      {open && (
        <ul className="min-h-0 overflow-y-auto">
          {all.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
        </ul>
      )}
    </section>
  )
}
