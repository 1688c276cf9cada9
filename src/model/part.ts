import type { Call } from "./call.ts"
import type { Field, Row, Tone } from "./field.ts"
import type { Place } from "./place.ts"

/** One thing to be seen in a part of an item. The app draws it; the adapter says what it is. */
export type Block =
  | {
      readonly kind: "fields"
      readonly title?: string
      readonly fields: readonly Field[]
      readonly row: Row
    }
  | {
      readonly kind: "table"
      readonly title: string
      /** The words for one and for many of its rows: "check", "checks". */
      readonly one: string
      readonly many: string
      /** The field that names a row. */
      readonly name: string
      readonly fields: readonly Field[]
      readonly rows: readonly Row[]
      /** Why rows that exist are missing. */
      readonly incomplete?: string
    }
  | {
      readonly kind: "outcomes"
      readonly title: string
      readonly one: string
      readonly many: string
      /** What became of each of several things, in the provider's own words. */
      readonly items: readonly OutcomeItem[]
    }
  | { readonly kind: "note"; readonly tone: Tone; readonly title: string; readonly detail?: string }
  | {
      readonly kind: "raw"
      readonly title?: string
      readonly value: unknown
      readonly name: string
    }

/** What became of one of several things. */
export type OutcomeItem = {
  readonly id: string
  readonly name: string
  /** What kind of thing it is, and what tells it from others of its name. */
  readonly about: string
  /** The provider's word, and what it means. */
  readonly status: string
  readonly tone: Tone
  readonly messages: readonly string[]
  readonly errors: readonly string[]
}

/** What a part answers. `busy`: it is still being made, so it is asked again. */
export type Shown = { readonly blocks: readonly Block[]; readonly busy?: boolean }

/** A tab of an item's page. */
export type Part = {
  readonly id: string
  readonly label: string
  /** The same for another artifact of the item, the first one first; absent: there is only one. */
  readonly variants?: readonly { readonly id: string; readonly label: string }[]
  readonly load: (call: Call, at: Place, variant: string | undefined) => Promise<Shown>
}

/** A file that the provider makes of an item. */
export type Report = {
  readonly id: string
  readonly label: string
  /** What its provider calls it; else it is a download like any other. */
  readonly called?: "report"
  /** What is in it and who reads it, in one sentence. */
  readonly about: string
  /** Without a slash: "report.cyclonedx.json". */
  readonly fileName: string
  readonly variants?: readonly { readonly id: string; readonly label: string }[]
  /** Variants that this report does not exist for. */
  readonly not?: readonly string[]
  /** Why not now. */
  readonly blocked?: (row: Row) => string | undefined
  /** Streams the file. @throws ProviderError */
  readonly fetch: (call: Call, at: Place, variant: string | undefined) => Promise<Response>
  /** Documented rate, over all reports of the connection. */
  readonly perMinute?: number
}
