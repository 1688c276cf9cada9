import { useSyncExternalStore } from "react"
import { jobs } from "./jobs.ts"
import type { Job } from "./jobs.ts"

/** Everything that goes on or has ended in this tab, the newest first. */
export const useJobs = (): readonly Job[] => useSyncExternalStore(jobs.subscribe, jobs.list)
