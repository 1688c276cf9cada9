import { ProviderError } from "../../model/error.ts"
import { toneOf } from "../../model/field.ts"
import type { Block, Shown } from "../../model/part.ts"
import type { Build } from "./status.ts"
import { analysisTones, isDone, isUnderWay } from "./words.ts"

const note = (block: Omit<Extract<Block, { kind: "note" }>, "kind">): Block => ({
  kind: "note",
  ...block,
})

/** It is still being analysed, so there is nothing to be seen yet. */
export const running: Shown = {
  busy: true,
  blocks: [
    note({
      tone: "running",
      title: "The analysis is under way.",
      detail: "What it finds is shown here as soon as it is done.",
    }),
  ],
}

/** Instead of findings: how an analysis stands that has none. Undefined where it is done. */
export const unfinished = ({
  status: word,
  message,
}: {
  readonly status: string
  readonly message?: string | null | undefined
}): Shown | undefined => {
  if (isDone(word)) return undefined
  if (!isUnderWay(word))
    return {
      blocks: [
        note({
          tone: toneOf({ tones: analysisTones }, word),
          title: `The analysis ended as ${word}.`,
          detail: `${message ? `The Portal says: ${message.replace(/\W*$/, "")}. ` : ""}It found nothing because it did not look to the end.`,
        }),
      ],
    }
  const known = toneOf({ tones: analysisTones }, word) === "running"
  return {
    ...running,
    blocks: [
      note({
        tone: known ? "running" : "unknown",
        title: `The analysis is not done: the Portal says ${word}.`,
        detail: "What it finds is shown here as soon as it is done.",
      }),
    ],
  }
}

/** How a Portal says that a version has no reproducible build is not documented: 400 or 404. */
const isNone = (cause: unknown): cause is ProviderError =>
  cause instanceof ProviderError && (cause.trouble === "invalid" || cause.trouble === "missing")

/**
 * What is shown of an artifact. A version without a reproducible build is no failure.
 * @throws ProviderError
 */
export const ofBuild = async (build: Build, work: () => Promise<Shown>): Promise<Shown> => {
  try {
    return await work()
  } catch (cause) {
    if (build === "version" || !isNone(cause)) throw cause
    return {
      blocks: [
        note({
          tone: "unknown",
          title: "The Portal shows nothing of a reproducible build.",
          detail: `It says: ${cause.problem.detail ?? cause.problem.title} Where there is none, upload one to compare it with the version.`,
        }),
      ],
    }
  }
}

/** What the answer lacks is not known, and must not look as if there were nothing. */
export const unknown = (what: string): Block =>
  note({
    tone: "unknown",
    title: `The Portal's answer does not say ${what}.`,
    detail: "That is not the same as none. The reports may say more.",
  })
