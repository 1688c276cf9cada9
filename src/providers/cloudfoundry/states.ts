import { own } from "../../lib/own.ts"
import type { Row, Tone } from "../../model/field.ts"
import { textIn } from "./cells.ts"

export type Meaning = { readonly tone: Tone; readonly title: string; readonly detail?: string }

const again = "Upload them again, as another package of the app."

const meanings: Readonly<Record<string, Meaning>> = {
  AWAITING_UPLOAD: {
    tone: "info",
    title: "It waits for its bits.",
    detail: "Upload a zip, jar or war from this page; it takes them once.",
  },
  PROCESSING_UPLOAD: {
    tone: "running",
    title: "Its bits have arrived and are being looked at.",
  },
  COPYING: { tone: "running", title: "It is being copied from another app." },
  READY: { tone: "pass", title: "It is ready to be staged." },
  FAILED: { tone: "fail", title: "Its bits could not be used.", detail: again },
  EXPIRED: {
    tone: "warn",
    title: "Its bits are gone.",
    detail: `Cloud Foundry keeps those of an app's newest packages, five unless the operator says otherwise. ${again}`,
  },
}

/** What the state of a package means, and what there is to be done. */
export const meaningOf = (row: Row): Meaning => {
  const state = textIn(row, "state")
  const meaning = own(meanings, state)
  if (!meaning)
    return { tone: "unknown", title: `Its state is ${state}, which the API does not document.` }
  const detail = [textIn(row, "error"), meaning.detail].filter(Boolean).join(" ")
  return detail === "" ? meaning : { ...meaning, detail }
}
