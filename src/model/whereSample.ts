import type { Field } from "./field.ts"
import { readTyped } from "./readTyped.ts"
import type { Where } from "./where.ts"

/** Columns of every kind that is asked for in a way of its own. */
export const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "status", options: ["failed", "ready"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created on", kind: "date" },
  { id: "signed", label: "Signed", kind: "flag" },
  { id: "version", label: "Version", kind: "version" },
  { id: "images", label: "Images", kind: "list", also: ["containers"] },
  { id: "space", label: "Space", kind: "id", remoteOnly: true, filter: ["oneOf"] },
  {
    id: "selector",
    label: "Selector",
    kind: "text",
    remoteOnly: true,
    every: true,
    hidden: true,
  },
  { id: "links", label: "Links", kind: "records", hidden: true },
  { id: "scan", label: "Scan", kind: "status", late: true },
]

export const samplePaging = { by: "none" } as const

/** What a person wrote, as it is understood. @throws Error where it cannot be */
export const read = (text: string): Where | undefined => {
  const answer = readTyped(fields, text)
  if ("problem" in answer) throw new Error(answer.problem.message)
  return answer.where
}
