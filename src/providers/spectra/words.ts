import type { Tone } from "../../model/field.ts"
import { toneOf } from "../../model/field.ts"

/**
 * Only DONE is documented. Words for an analysis that waits, runs or failed are guessed from their
 * parts, and one that nobody guessed is shown as it is. That it is done says nothing good yet.
 */
export const analysisTones: Readonly<Record<string, Tone>> = {
  done: "info",
  "*not*": "unknown",
  "*fail*": "fail",
  "*error*": "fail",
  "*abort*": "fail",
  "*cancel*": "warn",
  "*queue*": "running",
  "*wait*": "running",
  "*pend*": "running",
  "*run*": "running",
  "*progress*": "running",
  "*process*": "running",
  "*start*": "running",
  "*scan*": "running",
  "*analy*": "running",
}

export const isDone = (word: string): boolean => word.toLowerCase() === "done"

/** Whether it may still end: all but what has ended, unknown words included. */
export const isUnderWay = (word: string): boolean =>
  !isDone(word) && !["fail", "warn"].includes(toneOf({ tones: analysisTones }, word))

export const verdictTones: Readonly<Record<string, Tone>> = {
  fail: "fail",
  warning: "warn",
  pass: "pass",
}

/** "2 critical, 14 high": the worst of them decides. */
export const vulnerabilityTones: Readonly<Record<string, Tone>> = {
  "*critical*": "critical",
  "*high*": "fail",
  "*medium*": "warn",
  "*low*": "info",
  "none found": "pass",
}
