import { ChevronDown, ChevronUp } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useJobs } from "../data/useJobs.ts"
import type { RefObject } from "react"
import type { Job } from "../data/jobs.ts"
import { announce } from "../ui/announce.ts"
import { useShortcut } from "../ui/shortcuts.ts"
import { IconButton } from "../ui/Button.tsx"
import { JobCard } from "./JobCard.tsx"
import { tallyOf, tallyWords } from "./progress.ts"

const headline = (all: readonly Job[]): string => {
  const going = all.filter(({ state }) => state !== "ended").length
  const failed = all.reduce((sum, job) => sum + tallyOf(job).failed, 0)
  const words = going > 0 ? `${going} ${going === 1 ? "job" : "jobs"} under way` : "Jobs"
  return failed > 0 ? `${words}, ${failed} failed` : words
}

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
 * Leaves as much room below the page as the panel takes, so that nothing stays under it: whoever scrolls
 * to the end sees the end. Read by `Frame`.
 */
const leaveRoom = (panel: HTMLElement): (() => void) => {
  const { style } = document.documentElement
  const measure = new ResizeObserver(() =>
    style.setProperty("--jobs-room", `${panel.offsetHeight + 2 * gap}px`),
  )
  measure.observe(panel)
  return () => {
    measure.disconnect()
    style.removeProperty("--jobs-room")
  }
}

/** Leaves that room as long as it is drawn. */
const Room = ({ of }: { readonly of: RefObject<HTMLElement | null> }) => {
  useEffect(() => (of.current ? leaveRoom(of.current) : undefined), [of])
  return null
}

/** Everything that goes on or has ended in this tab, on whatever page one is. */
export const JobPanel = () => {
  const all = useJobs()
  const [open, setOpen] = useState(true)
  useEndings(all)
  useLeaveGuard(all.some(({ state }) => state !== "ended"))
  const panel = useRef<HTMLElement>(null)
  useShortcut("g j", "Jobs", "Go to", () => {
    setOpen(true)
    panel.current?.focus()
  })
  if (all.length === 0) return null
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label="Jobs"
      data-screen-only=""
      className="fixed right-4 bottom-4 z-30 flex max-h-[min(28rem,calc(100dvh-6rem))] w-[min(24rem,calc(100vw-2rem))] flex-col rounded-lg bg-overlay text-body shadow-overlay"
    >
      <Room of={panel} />
      <header className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 text-sm font-semibold text-strong">{headline(all)}</h2>
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
