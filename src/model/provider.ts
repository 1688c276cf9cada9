import type { Action, Upload } from "./action.ts"
import type { Cell, Field, Row } from "./field.ts"
import type { Part, Report } from "./part.ts"
import type { Call } from "./call.ts"
import type { Input } from "./input.ts"
import type { Place } from "./place.ts"
import type { Query, SortKey } from "./query.ts"

/** How many rows a list has; not exact where the API only promises "at least". */
export type Total = { readonly count: number; readonly exact: boolean }

export type Page = {
  readonly rows: readonly Row[]
  /** Undefined: the API does not say, or said something that cannot be true (a page past the end). */
  readonly total: Total | undefined
  /** The `page` of the query that continues this one; absent on the last page. */
  readonly next?: string
  /** Why this list lacks rows that exist, in one sentence for the user. */
  readonly incomplete?: string
}

/**
 * How a list is cut. `none`: the API answers with everything. `page` and `offset` can jump, so that
 * pages may be fetched in parallel, but `offset` is made of a limit: a page costs as much as all up to
 * it. `token` and `link` only lead on. `sizes` are offered to people, `max` is the largest that the API
 * takes and the one the walker uses.
 */
export type Paging =
  | { readonly by: "none" }
  | {
      readonly by: "page" | "offset" | "token" | "link"
      readonly sizes: readonly [number, ...number[]]
      readonly max: number
    }

/** A kind of thing that a provider lists. A capability is a member that exists. */
export type Resource = {
  readonly id: string
  /** The provider's own words, for one and for many: "package", "packages". */
  readonly one: string
  readonly many: string
  /** Resources listed below an item of this one. */
  readonly children: readonly string[]
  /** An item is more than what holds its children: its page opens with its own fields. */
  readonly opensWithFields?: true
  /** The field that names an item to people. */
  readonly title: string
  /** Fields that together name one among many, where the title alone says little; else title and version. */
  readonly named?: readonly string[]
  readonly fields: readonly Field[]
  readonly paging: Paging
  /** How many sort keys the API takes at once; 1 where not said. */
  readonly sorts?: number
  /** The order a list opens in: one that the API itself can do over its whole list. */
  readonly order?: readonly SortKey[]
  /** The API can send fewer fields, and `list` then asks for `Query.fields` alone. */
  readonly sparse?: true
  readonly list: (call: Call, at: Place, query: Query) => Promise<Page>
  readonly get?: (call: Call, at: Place) => Promise<Row>
  /** The row is still changing by itself, so its list is polled. */
  readonly busy?: (row: Row) => boolean
  /**
   * The cells of the fields marked `late`: what the list does not say and one call an item does. Asked
   * for what is on screen first; also for the item page. `row` is the item as the list or `get` has it.
   */
  readonly fill?: (call: Call, at: Place, row: Row) => Promise<Readonly<Record<string, Cell>>>
  /** More of an item than its fields, each a tab of its page, loaded when it is opened. */
  readonly parts?: readonly Part[]
  /** What can be downloaded of an item. */
  readonly reports?: readonly Report[]
  /** A file becomes an item of this list. */
  readonly upload?: Upload
  readonly actions: readonly Action[]
}

/** What both the browser and the server know of a provider: its name and what a connection needs. */
export type ProviderSettings = {
  readonly id: ProviderId
  readonly name: string
  /** One sentence for the card on which people choose a provider. */
  readonly about: string
  readonly inputs: readonly Input[]
}

export const providerIds = ["spectra", "cloudfoundry", "vrealize", "cylance", "astra"] as const
export type ProviderId = (typeof providerIds)[number]

/** What a provider is called, where its form is not needed. */
export const providerNames: Readonly<Record<ProviderId, string>> = {
  spectra: "Spectra Assure",
  cloudfoundry: "Cloud Foundry",
  vrealize: "vRealize Automation",
  cylance: "Cylance Optics",
  astra: "Astra Control",
}

export type Provider = {
  readonly id: ProviderId
  readonly name: string
  /** The resource that a connection opens with. */
  readonly root: string
  /** Other resources that are listed at the connection itself. */
  readonly beside?: readonly string[]
  readonly resources: Readonly<Record<string, Resource>>
  /** The lists that feed the table of every package: a resource, and where it must be listed. */
  readonly packages: {
    readonly resource: string
    /** Absent: one list at the connection itself. */
    readonly places?: (call: Call) => Promise<readonly Place[]>
  }
}
