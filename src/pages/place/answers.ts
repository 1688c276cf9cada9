import type { Finding } from "../../model/action.ts"
import type { Values } from "../../model/input.ts"

/** Whether the values are those of one of a finding's choices. */
export const isAnswered = ({ choices = [] }: Finding, values: Values): boolean =>
  choices.some((choice) =>
    Object.entries(choice.values).every(([id, value]) => values[id] === value),
  )

/** Whether a finding keeps a file from being sent. */
export const isOpen = (finding: Finding, values: Values): boolean =>
  finding.tone === "fail" && !isAnswered(finding, values)
