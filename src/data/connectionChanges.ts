import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { Connection, TestReport } from "../model/connection.ts"
import type { ConnectionDraft } from "../model/connection.ts"
import { isAway, maybeDone, ProviderError } from "../model/error.ts"
import { askServer } from "./api.ts"
import { persister } from "./client.ts"
import { connectionsQuery } from "./connections.ts"
import { keys } from "./keys.ts"
import { forgetLacking } from "./lacking.ts"
import { keepTest } from "./tests.ts"
import type { Tested } from "./tests.ts"

const at = (id: string, ...more: readonly string[]): string =>
  ["/api/connections", encodeURIComponent(id), ...more].join("/")

/** Drops everything that was learned through a connection, in memory and in this browser's store. */
const forget = async (client: QueryClient, id: string): Promise<void> => {
  keepTest(client, id, undefined)
  forgetLacking(client, id)
  client.removeQueries({ queryKey: keys.connection(id) })
  await persister.removeQueries({ queryKey: keys.connection(id) })
  // What was counted of all packages has what this one had in it.
  await client.resetQueries({ queryKey: keys.lastCounts() })
  await persister.removeQueries({ queryKey: keys.lastCounts() })
}

/** Says of what was saved here that it may have been, where our own server went away under it. */
export const unsureIfAway = async <T>(saving: Promise<T>): Promise<T> => {
  try {
    return await saving
  } catch (cause) {
    if (!(cause instanceof ProviderError && isAway(cause))) throw cause
    throw new ProviderError({ ...cause.problem, detail: maybeDone }, cause)
  }
}

type Save = {
  readonly id?: string | undefined
  readonly draft: ConnectionDraft
  /** How a test of exactly this draft went, to be remembered with what is saved. */
  readonly tested?: Tested | undefined
}

/** Adds a connection, or, given an id, changes it. What was fetched with the old settings is dropped. */
export const useSaveConnection = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, draft }: Save) =>
      unsureIfAway(
        id === undefined
          ? askServer("/api/connections", Connection, { method: "POST", body: draft })
          : askServer(at(id), Connection, { method: "PUT", body: draft }),
      ),
    onSuccess: async (saved, { tested }) => {
      await forget(client, saved.id)
      keepTest(client, saved.id, tested)
      // At once, so that the page that comes next finds it.
      client.setQueryData(connectionsQuery.queryKey, (known) =>
        known?.some((one) => one.id === saved.id)
          ? known.map((one) => (one.id === saved.id ? saved : one))
          : known && [...known, saved],
      )
      await client.invalidateQueries({ queryKey: keys.connections() })
    },
  })
}

/** Deletes the saved settings and secrets of a connection. Nothing happens at its provider. */
export const useDeleteConnection = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => unsureIfAway(askServer(at(id), v.unknown(), { method: "DELETE" })),
    onSuccess: (_, id) => {
      // Not waited for: its own page leaves first, instead of saying that it is gone.
      void forget(client, id)
      client.setQueryData(connectionsQuery.queryKey, (known) =>
        known?.filter((one) => one.id !== id),
      )
      void client.invalidateQueries({ queryKey: keys.connections() })
    },
  })
}

type Try = {
  /** A saved connection: its secrets fill in for those that the draft leaves out. */
  readonly id?: string | undefined
  /** Left out: the connection as it is saved. */
  readonly draft?: ConnectionDraft | undefined
  readonly signal?: AbortSignal | undefined
}

/** Tries a connection, step by step, saved or not. A failed step is a report, not an error. */
export const useTestConnection = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, draft, signal }: Try) =>
      askServer(id === undefined ? "/api/connections/test" : at(id, "test"), TestReport, {
        method: "POST",
        ...(draft === undefined ? {} : { body: draft }),
        ...(signal === undefined ? {} : { signal }),
      }),
    onSuccess: (report, { id, draft }) => {
      if (id !== undefined) forgetLacking(client, id)
      // Settings not saved say nothing about those that are.
      if (id !== undefined && draft === undefined) keepTest(client, id, { at: Date.now(), report })
    },
  })
}
