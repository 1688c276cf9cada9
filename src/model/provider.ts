import type { Field, Row } from "./field.ts"
import type { Place } from "./place.ts"
import type { Query, SortKey } from "./query.ts"

/** The one way out: an adapter takes one, the gateway is one, the sandbox is five of them. */
export type Fetch = (request: Request) => Promise<Response>

/** Visible is on screen now; soon is likely next; background may wait for a quiet moment. */
export type Priority = "visible" | "soon" | "background"

/** What an adapter gets with every call. */
export type Call = {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly priority: Priority
  /** The connection's settings that are no secrets, by input id: organization, group, account. */
  readonly settings: Readonly<Record<string, string>>
}

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
 * pages may be fetched in parallel; `token` and `link` only lead on. `sizes` are offered to people,
 * `max` is the largest that the API takes and the one the walker uses.
 */
export type Paging =
  | { readonly by: "none" }
  | {
      readonly by: "page" | "offset" | "token" | "link"
      readonly sizes: readonly [number, ...number[]]
      readonly max: number
    }

/** One thing a form asks for. `secret` values go to the server and never come back. */
export type Input = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly required?: true
  readonly kind: "text" | "url" | "secret" | "flag" | "choice" | "date" | "file" | "number" | "long"
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly initial?: string
  readonly example?: string
  /** Asked only while another input has one of these values. */
  readonly when?: { readonly input: string; readonly is: readonly string[] }
}

export type Values = Readonly<Record<string, string>>

/** Something that changes the provider. Its place in the house; the first ones come with uploads and edits. */
export type Action = {
  readonly id: string
  readonly label: string
  readonly on: "list" | "row" | "rows"
  readonly risk: "none" | "undoable" | "destructive"
  readonly inputs?: (at: Place, row?: Row) => readonly Input[]
  /** Why not now; shown on the disabled control. */
  readonly blocked?: (row?: Row) => string | undefined
  readonly run: (call: Call, at: Place, values: Values) => Promise<void>
  /** Resources whose lists may have changed. */
  readonly touches: readonly string[]
}

/** A kind of thing that a provider lists. A capability is a member that exists. */
export type Resource = {
  readonly id: string
  /** The provider's own words, for one and for many: "package", "packages". */
  readonly one: string
  readonly many: string
  /** Resources listed below an item of this one. */
  readonly children: readonly string[]
  /** The field that names an item to people. */
  readonly title: string
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
  readonly resources: Readonly<Record<string, Resource>>
  /** The lists that feed the table of every package: a resource, and where it must be listed. */
  readonly packages: {
    readonly resource: string
    /** Absent: one list at the connection itself. */
    readonly places?: (call: Call) => Promise<readonly Place[]>
  }
}
