import type { Part } from "../../model/part.ts"
import { later } from "./load.ts"

/** The artifacts of a version: the version itself first. */
export const builds = [
  { id: "version", label: "Version" },
  { id: "repro", label: "Reproducible build" },
] as const

/** What an analysis says, in tabs of the version's page. */
export const parts: readonly Part[] = [
  {
    id: "checks",
    label: "Checks",
    variants: builds,
    load: async (...asked) => (await later()).checks(...asked),
  },
  {
    id: "assessment",
    label: "Assessment",
    variants: builds,
    load: async (...asked) => (await later()).assessment(...asked),
  },
  {
    id: "files",
    label: "Files",
    variants: builds,
    load: async (...asked) => (await later()).files(...asked),
  },
]
