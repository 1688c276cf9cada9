import type { Row } from "../model/field.ts"
import type { Connection } from "../model/connection.ts"
import type { Place } from "../model/place.ts"
import type { Resource, Total } from "../model/provider.ts"

/** Which list of which connection. */
export type ListOf = {
  readonly connection: Connection
  readonly resource: Resource
  readonly place: Place
}

/** Reading every page of a list, because the question needs them all. */
export type Walk = {
  /** `asking`: the price is high, so a person decides first. */
  readonly state: "asking" | "running" | "stopped" | "done"
  /** Rows read so far. */
  readonly read: number
  /** Rows there are, as far as the provider says. */
  readonly of: number | undefined
  /** Requests that are still needed; undefined where nobody knows. */
  readonly requests: number | undefined
  readonly start: () => void
  readonly stop: () => void
}

/** The rows whose values can be counted: those of the whole list, whatever the question leaves out. */
export type Census = {
  /** As far as they were read; undefined: none is known that a filter did not choose. */
  readonly rows: readonly Row[] | undefined
  /** These are all. */
  readonly complete: boolean
  /** How many rows the list has, where known. */
  readonly of: number | undefined
  /** Reads them all; absent where they are here, or on their way already. */
  readonly count?: {
    /** What that costs; undefined where nobody knows. */
    readonly requests: number | undefined
    readonly start: () => void
  }
  /** They are being read. */
  readonly running: boolean
}

/** What reading every row tells while it goes on. */
export type Reading = {
  readonly signal: AbortSignal
  readonly onProgress: (read: number, of: number | undefined) => void
  /** Rows that are here already, where only these are wanted. */
  readonly rows?: readonly Row[]
  /** Ids of the fields that are wanted; absent: those that the list was asked for. */
  readonly fields?: readonly string[]
  /** Told how far it is with asking for what costs a call a row. Absent: what is known of that is given. */
  readonly onLate?: ((asked: number, of: number) => void) | undefined
  /** Told of how many connections all is read, in place of rows, where there are several. */
  readonly onParts?: (read: number, of: number) => void
}

/** Every row that answers a query, as far as they could be read. */
export type All = {
  readonly rows: readonly Row[]
  readonly complete: boolean
  /** Why not, where the reason is known. */
  readonly incomplete?: string
  /** When the oldest of them was read, ms since 1970, where known. */
  readonly at?: number
}

/** All rows of a list, whatever is asked of it, where those shown are an answer out of them. */
export const wholeOf = ({
  census,
  version,
}: Pick<ListState, "census" | "version">): readonly Row[] | undefined =>
  census?.complete && census.rows === version ? census.rows : undefined

/** All that a table needs to know of a list, including whether what it shows is the whole truth. */
export type ListState = {
  /** The rows of this page, filtered and in order. */
  readonly rows: readonly Row[]
  /** How many rows answer the query; undefined: not known (yet). */
  readonly matching: Total | undefined
  /** How many rows the list has without filters, where known. */
  readonly all: Total | undefined
  /** The `page` that continues this one. */
  readonly next: string | undefined
  readonly status: "loading" | "ready" | "failed"
  /** Why it failed; also set while older rows are still shown and a refresh failed. */
  readonly problem: unknown
  /** What is shown is true of the whole list. */
  readonly complete: boolean
  readonly walk: Walk | undefined
  /** The provider's reason why rows that exist are missing. */
  readonly incomplete: string | undefined
  /**
   * Some of a list out of several could not be read anew: when the oldest of that was, ms since 1970.
   * Where the whole list could not, `problem` says so.
   */
  readonly old?: number
  /** Connections, by name, of whose packages nobody says when they changed: `updated` is when they came. */
  readonly onlyCreated?: readonly string[]
  /**
   * Nothing answers the search: the rows are only similar to it, by these parts of their names, and
   * `matching` counts them.
   */
  readonly similar?: readonly string[]
  /** When the rows were fetched, ms since 1970; 0 while there are none. */
  readonly updatedAt: number
  /** When the rows were asked for, ms since 1970 by our clock: they need not hold what changed since. */
  readonly askedAt: number
  readonly refreshing: boolean
  /** These are the rows of the query before, while the new ones are on their way. */
  readonly stale: boolean
  /** The same, from the first moment on: `stale` is only said once that takes its time. */
  readonly former?: boolean
  readonly refresh: () => void
  /** Absent: nothing can be counted. */
  readonly census?: Census
  /** The rows out of which is answered: others whenever the data is, the same while only the question changes. */
  readonly version?: unknown
  /** Somebody changed the list from here, and its new rows are on their way. */
  readonly owed?: boolean
  /** Some rows that answer are not here: of a provider that is down they cannot be had. */
  readonly inPart?: boolean
  /** Every row that answers the query, of all pages, or the rows given. @throws ProviderError, AbortError */
  readonly readAll: (reading: Reading) => Promise<All>
}
