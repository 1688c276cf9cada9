import * as v from "valibot"
import { counted } from "../../lib/text.ts"
import { toneOf } from "../../model/field.ts"
import type { Tone } from "../../model/field.ts"
import type { Block, OutcomeItem } from "../../model/part.ts"

const text = v.nullish(v.string())
const things = v.nullish(v.array(v.unknown()))
const names = { contentId: text, contentName: text, contentTypeId: text }

/**
 * What an import or a dry run answers. 7.4 and later say `operation…`, with messages; 7.3 and before
 * say `contentImport…`. One of the two must be there.
 */
export const Answered = v.pipe(
  v.looseObject({
    operationStatus: text,
    operationResults: v.nullish(
      v.array(
        v.looseObject({
          ...names,
          operationStatus: text,
          messages: things,
          operationErrors: things,
        }),
      ),
    ),
    contentImportStatus: text,
    contentImportResults: v.nullish(
      v.array(v.looseObject({ ...names, contentImportStatus: text, contentImportErrors: things })),
    ),
  }),
  v.check(
    ({ operationStatus, operationResults, contentImportStatus, contentImportResults }) =>
      [operationStatus, operationResults, contentImportStatus, contentImportResults].some(
        (part) => part !== undefined && part !== null,
      ),
    "neither operationStatus nor contentImportStatus is there",
  ),
)
type Answered = v.InferOutput<typeof Answered>

/** The words of a status; any other is shown as it is, and is not taken for success. */
const tones: Readonly<Record<string, Tone>> = { SUCCESS: "pass", WARNING: "warn", FAILED: "fail" }

const Said = v.looseObject({
  errorMessage: text,
  message: text,
  errorCode: v.nullish(v.union([v.number(), v.string()])),
  code: v.nullish(v.union([v.number(), v.string()])),
})

/** A message or an error, whether it comes as text or as an object. */
const wordsOf = (thing: unknown): string => {
  if (typeof thing === "string") return thing
  const parsed = v.safeParse(Said, thing)
  const said = parsed.success ? parsed.output : undefined
  const message = said?.errorMessage ?? said?.message
  if (message === undefined || message === null) return JSON.stringify(thing)
  const code = said?.errorCode ?? said?.code
  return code === undefined || code === null ? message : `${message} (code ${code})`
}

const wordsIn = (found: readonly unknown[] | null | undefined): readonly string[] => [
  ...new Set((found ?? []).map(wordsOf)),
]

/** An answer in one shape, whichever it came in. */
export type Result = {
  /** The provider's word for the whole; empty where it says none. */
  readonly status: string
  readonly tone: Tone
  readonly items: readonly OutcomeItem[]
  readonly failed: number
}

const unsaid = "no status"

const itemsOf = (answered: Answered): readonly OutcomeItem[] => {
  const newer = (answered.operationResults ?? []).map((one) => ({
    ...one,
    status: one.operationStatus,
    errors: one.operationErrors,
  }))
  const older = (answered.contentImportResults ?? []).map((one) => ({
    ...one,
    status: one.contentImportStatus,
    errors: one.contentImportErrors,
    messages: null,
  }))
  return [...newer, ...older].map((one, at) => ({
    id: `${at} ${one.contentTypeId ?? ""} ${one.contentId ?? ""}`,
    name: one.contentName ?? one.contentId ?? "Unnamed content",
    about: [one.contentTypeId, one.contentId === one.contentName ? undefined : one.contentId]
      .filter(Boolean)
      .join(" · "),
    status: one.status ?? unsaid,
    tone: toneOf({ tones }, one.status ?? ""),
    messages: wordsIn(one.messages),
    errors: wordsIn(one.errors),
  }))
}

export const resultOf = (answered: Answered): Result => {
  const items = itemsOf(answered)
  const status = answered.operationStatus ?? answered.contentImportStatus ?? ""
  const failed = items.filter(({ tone, errors }) => tone === "fail" || errors.length > 0).length
  const said = toneOf({ tones }, status)
  return {
    status,
    items,
    failed,
    // A whole that says success over a part that failed is not believed.
    tone: failed > 0 ? "fail" : said,
  }
}

/** The outcome of each content, those that need a look first. */
export const blockOf = (title: string, { items }: Result): Block => {
  const order: readonly Tone[] = ["fail", "unknown", "warn", "pass"]
  return {
    kind: "outcomes",
    title,
    one: "content",
    many: "contents",
    items: items.toSorted((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone)),
  }
}

/** "3 of 5 contents". */
export const ofAll = (count: number, { items }: Result): string =>
  count === items.length
    ? counted(count, "content", "contents")
    : `${count} of ${counted(items.length, "content", "contents")}`
