import { useQueries } from "@tanstack/react-query"
import type { UseQueryResult } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import { toneOf } from "../model/field.ts"
import type { Field, Row, Tone } from "../model/field.ts"
import type { Page, Provider, Resource, Total } from "../model/provider.ts"
import { emptyQuery, sizesOf } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { pageQuery } from "./list.ts"
import { providerQuery } from "./provider.ts"
import { isUnconfirmed } from "./unconfirmed.ts"

/** How many items have one word of a status. */
export type StateCount = {
  readonly word: string
  readonly tone: Tone
  /** Undefined: not known (yet); `problem` says why where it failed. */
  readonly total: Total | undefined
  /** The first few of them. */
  readonly rows: readonly Row[]
}

/** How one connection stands. */
export type Summary = {
  readonly connection: Connection
  /** Undefined until the adapter is loaded. */
  readonly resource: Resource | undefined
  /** The field that says the state; undefined where the API cannot count by one. */
  readonly field: Field | undefined
  readonly total: Total | undefined
  readonly states: readonly StateCount[]
  readonly state: "loading" | "ready" | "failed"
  /** Why it failed; also set where numbers of before are shown, since it cannot be asked now. */
  readonly problem: unknown
  /** When the oldest of its numbers was fetched, ms since 1970. */
  readonly updatedAt: number
  /** They are of before, and being asked for again. */
  readonly unconfirmed: boolean
  /** Some of it is being asked for. */
  readonly refreshing: boolean
  readonly refresh: () => void
  /** Asks again for what could not be had, and for nothing else. */
  readonly retry: () => void
}

type Asked = {
  readonly connection: Connection
  readonly resource: Resource
  readonly field: Field | undefined
  readonly words: readonly string[]
  readonly queries: readonly Query[]
}

const waiting = (connection: Connection, problem: unknown): Summary => ({
  connection,
  resource: undefined,
  field: undefined,
  total: undefined,
  states: [],
  state: problem === undefined ? "loading" : "failed",
  problem,
  updatedAt: 0,
  unconfirmed: false,
  refreshing: false,
  refresh: () => undefined,
  retry: () => undefined,
})

/** The list that stands for a connection: its packages, or, where those stand in many lists, its root. */
const overviewOf = (provider: Provider): Resource => {
  const id = provider.packages.places ? provider.root : provider.packages.resource
  const resource = provider.resources[id]
  if (!resource) throw new RangeError(`${provider.name} has no resource ${id}`)
  return resource
}

/** The state field, where the API itself can count by it; counting the loaded page would be a lie. */
const countable = (resource: Resource): Field | undefined =>
  resource.fields.find(
    (field) =>
      field.common === "state" &&
      field.options !== undefined &&
      (field.filter?.includes("equals") || field.filter?.includes("oneOf")),
  )

/**
 * The smallest page will do where the API says how many there are. One that pages by limit alone
 * (Astra) only shows it by coming to its end, so it is asked for as many as it gives at once.
 */
const sizeFor = ({ paging }: Resource): number => {
  if (paging.by === "none") return 0
  return paging.by === "offset" ? paging.max : Math.min(...sizesOf(paging))
}

const ask = (connection: Connection, provider: Provider): Asked => {
  const resource = overviewOf(provider)
  const field = countable(resource)
  const base: Query = {
    ...emptyQuery,
    size: sizeFor(resource),
    ...(resource.sparse
      ? {
          fields: [
            resource.title,
            ...resource.fields.filter((one) => one.common).map((one) => one.id),
          ],
        }
      : {}),
  }
  const words = field?.options ?? []
  return {
    connection,
    resource,
    field,
    words,
    queries: [
      base,
      ...words.map((word) => ({ ...base, filters: field ? { [field.id]: [word] } : {} })),
    ],
  }
}

const earliest = (times: readonly number[]): number => (times.length === 0 ? 0 : Math.min(...times))

const isError = (answer: UseQueryResult<Page>): boolean => answer.isError

const read = (
  { connection, resource, field, words }: Asked,
  answers: readonly UseQueryResult<Page>[],
): Summary => {
  const [whole, ...each] = answers
  const unpaged = resource.paging.by === "none" && whole?.data !== undefined
  // What a word of the state has is one number of several; without the list itself there is none.
  const failed = answers.every((answer) => answer.data === undefined) && answers.some(isError)
  return {
    connection,
    resource,
    field,
    total:
      whole?.data?.total ?? (unpaged ? { count: whole.data.rows.length, exact: true } : undefined),
    states: words.map((word, at) => ({
      word,
      tone: field ? toneOf(field, word) : "unknown",
      total: each[at]?.data?.total,
      rows: each[at]?.data?.rows ?? [],
    })),
    state: failed ? "failed" : answers.some((answer) => answer.isPending) ? "loading" : "ready",
    problem: answers.find((answer) => answer.isError)?.error ?? undefined,
    updatedAt: earliest(
      answers.flatMap(({ data, dataUpdatedAt }) => (data === undefined ? [] : dataUpdatedAt)),
    ),
    unconfirmed: answers.some(({ dataUpdatedAt, isFetching }) =>
      isUnconfirmed({ updatedAt: dataUpdatedAt, refreshing: isFetching }),
    ),
    refreshing: answers.some(({ isFetching }) => isFetching),
    refresh: () => {
      for (const answer of answers) void answer.refetch()
    },
    retry: () => {
      for (const answer of answers)
        if (answer.isError) void answer.refetch({ cancelRefetch: false })
    },
  }
}

/**
 * How every connection stands, by counts that the provider itself makes: one small request for each
 * word of its state. A connection that fails says so and leaves the others as they are.
 */
export const useSummaries = (connections: readonly Connection[]): readonly Summary[] => {
  const adapters = useQueries({
    queries: connections.map(({ provider }) => providerQuery(provider)),
  })
  const asked = connections.map((connection, at) => {
    const provider = adapters[at]?.data
    return provider ? ask(connection, provider) : undefined
  })
  const answers = useQueries({
    queries: asked.flatMap((one) =>
      one
        ? one.queries.map((query) =>
            pageQuery({ connection: one.connection, resource: one.resource, place: [] }, query),
          )
        : [],
    ),
  })
  // Each connection's answers stand behind those of the connections before it.
  const startOf = (at: number): number =>
    asked.slice(0, at).reduce((sum, one) => sum + (one?.queries.length ?? 0), 0)
  return connections.map((connection, at): Summary => {
    const one = asked[at]
    if (!one) return waiting(connection, adapters[at]?.error ?? undefined)
    const from = startOf(at)
    return read(one, answers.slice(from, from + one.queries.length))
  })
}
