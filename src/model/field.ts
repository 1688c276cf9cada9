import { own } from "../lib/own.ts"

/**
 * The words in which the app thinks of a value. A column, its sort, its filter control, its URL
 * parameter, its search text, its detail row and its export cell are all derived from one {@link Field}.
 */

/** What a value is, and the type it has once read. `bytes` in bytes, `duration` in seconds. */
export type Kinds = {
  text: string
  /** An opaque identifier: shown in mono, shortened in the middle, with a copy button. */
  id: string
  number: number
  bytes: number
  date: Date
  duration: number
  version: string
  /** A content hash, written `sha256:<hex>`. */
  digest: string
  flag: boolean
  status: string
  /** One of a few words that are neither good nor bad: a type, a category. */
  word: string
  /** An absolute URL, or a path on the provider's own host. Untrusted: linked only where it is http(s). */
  link: string
  list: readonly string[]
  /** A small table inside the value: images of a package, transitions of a state. */
  records: readonly Readonly<Record<string, Scalar>>[]
}

export type Kind = keyof Kinds
export type Scalar = string | number | boolean | null
export type Value = Kinds[Kind]

/**
 * Why there is no value. `null`: the API says null. `not-provided`: the API does not have the field.
 * `forbidden`: it hid it from us. `not-loaded`: we have not asked. `unreadable`: it sent something that
 * is not of the field's kind; `said` keeps it, so that it is shown and not lost.
 */
export type Absent =
  | {
      readonly absent: "null" | "not-provided" | "forbidden" | "not-loaded"
      /** Shown in place of a dash: what the API writes where it means that there is nothing. */
      readonly said?: string
    }
  | { readonly absent: "unreadable"; readonly said: string }

export type Cell = Value | Absent

/** What a status word means to a person: chooses colour and shape, never the word itself. */
export type Tone = "critical" | "fail" | "warn" | "info" | "pass" | "running" | "unknown"

/** The vocabulary that lies over the providers' own, for tables that mix providers. */
export type CommonField =
  | "name"
  | "version"
  | "kind"
  | "state"
  | "size"
  | "created"
  | "updated"
  | "owner"
  | "digest"
  | "description"

/**
 * How a filter may be answered by an API over its whole list. `contains`: a part of a text.
 * `equals`: exactly this value. `oneOf`: any of several exact values. `range`: from..to, both ends
 * included, either open.
 */
export type Match = "contains" | "equals" | "oneOf" | "range"

export type Field = {
  readonly id: string
  readonly label: string
  readonly kind: Kind
  /** Other names by which people ask for it, in small letters: what providers call it. */
  readonly also?: readonly string[]
  /** The API sorts its whole list by this field. Without it the app sorts, over all rows. */
  readonly sort?: "server"
  /** What the API itself can filter by; the rest is done by the app, over all rows. */
  readonly filter?: readonly Match[]
  /** Which whole values the API can be asked for; where it is absent, all. The app answers for others. */
  readonly asks?: RegExp
  /** The known words of a status or word, in order of attention; unknown words from the API still show. */
  readonly options?: readonly string[]
  /** There are no other words than its options. */
  readonly closed?: true
  /**
   * What each word of a status means; a word not named here is `unknown`. `*part*` names every word
   * that has the part in it, for APIs that do not document all of theirs.
   */
  readonly tones?: Readonly<Record<string, Tone>>
  /** Words of a status in which a thing waits for somebody to go on with it: no end, and no failure. */
  readonly waits?: readonly string[]
  /** Which column of the cross-provider table it feeds. */
  readonly common?: CommonField
  /** The same in nearly every row: to look for it among those of other providers would find them all. */
  readonly alike?: true
  /** Sentences, or many words of one kind and another: what stands in it says less of a row than its other fields. */
  readonly prose?: true
  /** Heading under which the item page shows it. */
  readonly group?: string
  /** How much room its values need, where that is not what its kind usually needs. */
  readonly room?: "little" | "less" | "much"
  /** Stands at the head of the item page too, where one looks first. */
  readonly headline?: true
  /** Not a column until someone chooses it. */
  readonly hidden?: true
  /** Part of the item alone: the list answer never has it. */
  readonly itemOnly?: true
  /** In no list answer: got by `Resource.fill`, one call an item, so it neither sorts nor filters. */
  readonly late?: true
  /** Of one that is `late`: so many rows are asked for together, by at most so many calls. */
  readonly together?: { readonly rows: number; readonly calls: number }
  /** The API filters by it but never sends it: only the API can answer, and only for whole values. */
  readonly remoteOnly?: true
  /** Of one that is `remoteOnly`: its values must all hold, so that several conditions on it are one. */
  readonly every?: true
  /** A link that opens, for its time, to whoever has it: a secret, so it is written into no file. */
  readonly signed?: true
  /** Says in the provider's own words why an item that failed did. */
  readonly reason?: true
  /** One line of help, shown beside the label on the item page. */
  readonly hint?: string
}

export type Row = {
  /** The row's segment of a {@link Place}; unique within its list. */
  readonly id: string
  readonly cells: Readonly<Record<string, Cell>>
  /** What the API sent, whole, with secrets masked: shown as raw JSON. */
  readonly raw: unknown
}

export const isAbsent = (cell: Cell | undefined): cell is Absent | undefined =>
  cell === undefined ||
  (typeof cell === "object" && !Array.isArray(cell) && !(cell instanceof Date) && "absent" in cell)

/** Whether there is nothing to read in it: no value, an empty text or an empty list. */
export const isEmpty = (cell: Cell | undefined): boolean =>
  isAbsent(cell) || cell === "" || (Array.isArray(cell) && cell.length === 0)

/** The value of a row's field, or undefined where there is none. */
export const valueOf = (row: Row, field: string): Value | undefined => {
  const cell = row.cells[field]
  return isAbsent(cell) ? undefined : cell
}

/** What the word means, whatever its letter case; a word nobody foresaw is `unknown`, never `pass`. */
export const toneOf = (field: Pick<Field, "tones">, word: string): Tone => {
  const tones = field.tones ?? {}
  const folded = word.toLowerCase()
  const named = own(tones, word) ?? own(tones, folded) ?? own(tones, word.toUpperCase())
  if (named) return named
  const part = Object.keys(tones).find(
    (key) => /^\*.+\*$/.test(key) && folded.includes(key.slice(1, -1).toLowerCase()),
  )
  return part === undefined ? "unknown" : (tones[part] ?? "unknown")
}

/** The common state that a tone stands for, in the vocabulary of the cross-provider table. */
export const stateOf: Readonly<Record<Tone, "ready" | "in-progress" | "failed" | "unknown">> = {
  critical: "failed",
  fail: "failed",
  warn: "unknown",
  info: "unknown",
  pass: "ready",
  running: "in-progress",
  unknown: "unknown",
}
