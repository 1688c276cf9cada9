import type { QueryClient } from "@tanstack/react-query"
import { useQuery } from "@tanstack/react-query"
import type { Received, Upload } from "../model/action.ts"
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

/** Looks how things stand where a file is going, whenever what was typed changes. */
export const usePreflight = (
  { connection, resource, upload, place }: UploadTo,
  file: File,
  values: Values,
  valid: boolean,
) => {
  const { looksAt } = upload
  const seen = looksAt
    ? Object.fromEntries(Object.entries(values).filter(([id]) => looksAt.includes(id)))
    : values
  const marks = `${file.name} ${file.size} ${file.lastModified}`
  return useQuery({
    queryKey: keys.preflight(connection.id, resource.id, place, seen, marks),
    queryFn: ({ signal }) =>
      upload.preflight?.(callOf(connection, signal, "visible"), seen, place, {
        name: file.name,
        body: file,
      }) ?? Promise.resolve([]),
    enabled: valid && upload.preflight !== undefined,
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
  })
}

const firstWait = 2000
const longestWait = 30_000

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(new DOMException("Aborted", "AbortError"))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave)
      resolve()
    }, ms)
    if (signal.aborted) leave()
    else signal.addEventListener("abort", leave, { once: true })
  })

const statusWords = (resource: Resource, row: Row) =>
  resource.fields.flatMap((field) => {
    const cell = row.cells[field.id]
    return field.kind === "status" && !isAbsent(cell)
      ? [{ field, word: textOf(cell), tone: toneOf(field, textOf(cell)) }]
      : []
  })

/** Sent is not done: follows an item until it no longer changes by itself. @returns what it then says */
const follow = async (
  resource: Resource,
  call: Call,
  place: Place,
  { signal, say }: Pick<WorkTools, "signal" | "say">,
): Promise<string | undefined> => {
  if (!resource.get || !resource.busy) return undefined
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 1.3)) {
    const row = withLate(await resource.get(call, place), await resource.fill?.(call, place))
    const words = statusWords(resource, row)
    const said = words.map(({ field, word }) => `${field.label} ${word}`).join(", ")
    if (!resource.busy(row)) {
      const state = words.find(({ field }) => field.common === "state")
      if (state?.tone === "fail")
        throw new ProviderError({
          trouble: "invalid",
          title: `It arrived, but ${state.field.label.toLowerCase()} ended as ${state.word}.`,
        })
      return said === "" ? undefined : said
    }
    say(said === "" ? "being processed" : said)
    await pause(wait, signal)
  }
}

const isPlace = (sent: Place | Received): sent is Place => Array.isArray(sent)

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
        const sent = await upload.send(
          callOf(connection, tools.signal, "soon", tools.progress),
          { name: file.name, body: file },
          values,
          place,
        )
        await touch(client, connection.id, upload.touches)
        tools.say("sent")
        const received: Received = isPlace(sent) ? { place: sent } : sent
        const { place: at, blocks, problem } = received
        const followed =
          at && (await follow(resource, callOf(connection, tools.signal, "soon"), at, tools))
        await touch(client, connection.id, upload.touches)
        const note = received.note ?? followed
        return {
          ...(at ? { href: hrefOf(at) } : {}),
          ...(note === undefined ? {} : { note }),
          ...(blocks
            ? { result: { blocks, from: { label: connection.name, href: hrefOf(place) } } }
            : {}),
          ...(problem ? { problem: new ProviderError(problem) } : {}),
        }
      },
    })),
  })
