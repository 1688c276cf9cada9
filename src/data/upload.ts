import type { QueryClient } from "@tanstack/react-query"
import { useQuery } from "@tanstack/react-query"
import { pause } from "../lib/pause.ts"
import type { Upload } from "../model/action.ts"
import type { Call } from "../model/call.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent, toneOf } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import type { Values } from "../model/input.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { textOf } from "../model/search.ts"
import { touch } from "./act.ts"
import { callOf } from "./call.ts"
import { jobs } from "./jobs.ts"
import type { Job, WorkTools } from "./jobs.ts"
import { keys } from "./keys.ts"
import { withLate } from "./late.ts"

/** The list that files go to, and how. */
export type UploadTo = {
  readonly connection: Connection
  /** The resource that has the upload. */
  readonly resource: Resource
  readonly upload: Upload
  /** Where the file was dropped. */
  readonly place: Place
}

/** What a file's form asks for, where that must be looked up at the provider. */
export const useUploadInputs = (
  { connection, resource, upload, place }: UploadTo,
  file: { readonly name: string; readonly size: number },
) =>
  useQuery({
    queryKey: keys.lookup(connection.id, resource.id, place, `upload ${file.name} ${file.size}`),
    queryFn: ({ signal }) => upload.lookup?.(callOf(connection, signal, "visible"), file, place),
    enabled: upload.lookup !== undefined,
    staleTime: 0,
    gcTime: 0,
    // What is being typed must not be asked for anew under somebody's hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Looks how things stand where a file is going, whenever what was typed changes. */
export const usePreflight = (
  { connection, resource, upload, place }: UploadTo,
  values: Values,
  valid: boolean,
) =>
  useQuery({
    queryKey: keys.preflight(connection.id, resource.id, place, values),
    queryFn: ({ signal }) =>
      upload.preflight?.(callOf(connection, signal, "visible"), values, place) ??
      Promise.resolve([]),
    enabled: valid && upload.preflight !== undefined,
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
  })

const firstWait = 2000
const longestWait = 30_000

const statusWords = (resource: Resource, row: Row) =>
  resource.fields.flatMap((field) => {
    const cell = row.cells[field.id]
    return field.kind === "status" && !isAbsent(cell)
      ? [{ field, word: textOf(cell), tone: toneOf(field, textOf(cell)) }]
      : []
  })

/** Why the item is as it is, in the provider's own words, where it gives any. */
const reasonIn = (resource: Resource, row: Row): string | undefined => {
  const field = resource.fields.find(({ reason }) => reason)
  const cell = field && row.cells[field.id]
  return isAbsent(cell) ? undefined : textOf(cell)
}

/** Sent is not done: follows an item until it no longer changes by itself. @returns what it then says */
const follow = async (
  resource: Resource,
  call: Call,
  place: Place,
  { signal, say }: Pick<WorkTools, "signal" | "say">,
): Promise<string | undefined> => {
  if (!resource.get || !resource.busy) return undefined
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 1.3)) {
    const own = await resource.get(call, place)
    const row = withLate(own, await resource.fill?.(call, place, own))
    const words = statusWords(resource, row)
    const said = words.map(({ field, word }) => `${field.label} ${word}`).join(", ")
    if (!resource.busy(row)) {
      const state = words.find(({ field }) => field.common === "state")
      if (state?.tone === "fail") {
        const why = reasonIn(resource, row)
        throw new ProviderError({
          trouble: "invalid",
          title: `It arrived, but ${state.field.label.toLowerCase()} ended as ${state.word}.`,
          ...(why === undefined ? {} : { detail: why }),
        })
      }
      return said === "" ? undefined : said
    }
    say(said === "" ? "being processed" : said)
    await pause(wait, signal)
  }
}

/** Sends files one after the other, as a job; each is followed to its end. */
export const uploadFiles = (
  client: QueryClient,
  { connection, resource, upload, place }: UploadTo,
  files: readonly { readonly file: File; readonly values: Values }[],
  hrefOf: (place: Place) => string,
): Job =>
  jobs.start({
    title:
      files.length === 1 && files[0]
        ? `${upload.label}: ${files[0].file.name}`
        : `${upload.label}: ${files.length} files`,
    ...(upload.perMinute === undefined
      ? {}
      : { rate: { key: `upload ${connection.id}`, perMinute: upload.perMinute } }),
    works: files.map(({ file, values }, at) => ({
      id: String(at),
      label: file.name,
      run: async (tools) => {
        tools.say("sending")
        const at = await upload.send(
          callOf(connection, tools.signal, "soon", tools.progress),
          { name: file.name, body: file },
          values,
          place,
        )
        await touch(client, connection.id, upload.touches)
        tools.say("sent")
        const note = await follow(resource, callOf(connection, tools.signal, "soon"), at, tools)
        await touch(client, connection.id, upload.touches)
        return { href: hrefOf(at), ...(note === undefined ? {} : { note }) }
      },
    })),
  })
