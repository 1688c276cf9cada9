import { isAbort } from "../lib/aborted.ts"
import type { QueryClient } from "@tanstack/react-query"
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query"
import { nanoid } from "nanoid"
import { pause } from "../lib/pause.ts"
import type { Received, Upload } from "../model/action.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent, toneOf } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import type { Values } from "../model/input.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { receivedOf } from "../model/received.ts"
import { textOf } from "../model/search.ts"
import { touch } from "./act.ts"
import { callOf } from "./call.ts"
import { jobs } from "./jobs.ts"
import type { Job, Outcome, Work, WorkTools } from "./jobs.ts"
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

/** How things stand where a file is going; a moment old is new enough. */
export const preflightQuery = (
  { connection, resource, upload, place }: UploadTo,
  file: File,
  values: Values,
) => {
  const { looksAt } = upload
  const seen = looksAt
    ? Object.fromEntries(Object.entries(values).filter(([id]) => looksAt.includes(id)))
    : values
  const marks = `${file.name} ${file.size} ${file.lastModified}`
  return queryOptions({
    queryKey: keys.preflight(connection.id, resource.id, place, seen, marks),
    queryFn: ({ signal }) =>
      // Not refused while the provider asks to wait: unlooked, a file would be sent to be refused.
      upload.preflight?.(callOf(connection, signal, "soon"), seen, place, {
        name: file.name,
        body: file,
      }) ?? Promise.resolve([]),
    staleTime: 5000,
    gcTime: 60_000,
    retry: false,
  })
}

/** Looks how things stand where a file is going, whenever what was typed changes. */
export const usePreflight = (to: UploadTo, file: File, values: Values, valid: boolean) =>
  useQuery({
    ...preflightQuery(to, file, values),
    enabled: valid && to.upload.preflight !== undefined,
    // What was found stays in its place until it is known anew, so that nothing jumps.
    placeholderData: keepPreviousData,
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
  client: QueryClient,
  { connection, resource }: UploadTo,
  place: Place,
  { signal, say }: Pick<WorkTools, "signal" | "say">,
): Promise<string | undefined> => {
  if (!resource.get || !resource.busy) return undefined
  const call = callOf(connection, signal, "soon")
  for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 1.3)) {
    const own = await resource.get(call, place)
    const late = await resource.fill?.(call, place, own)
    // Whoever looks at the item sees it too, and need not ask by themselves.
    client.setQueryData(keys.item(connection.id, resource.id, place), own)
    if (late) client.setQueryData(keys.late(connection.id, resource.id, place), late)
    const row = withLate(own, late)
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

/** A file with what was filled in for it, kept until it has arrived: nobody has to fill it in twice. */
export type Draft = {
  readonly file: File
  readonly values: Values
  /** Why it could not be sent. */
  readonly problem?: unknown
}
type Kept = Draft & { readonly job?: string }
const drafts = new Map<string, Kept>()

/** What was filled in for a file that could not be sent. */
export const draftOf = (id: string | undefined): Draft | undefined => drafts.get(id ?? "")

/** Forgets a draft that was sent anew, and the step of the job that it had failed in. */
export const dropDraft = (id: string): void => {
  const job = drafts.get(id)?.job
  drafts.delete(id)
  if (job !== undefined) jobs.drop(job, id)
}

/** Two sentences as one note; the first may lack its full stop. */
const noteOf = (words: string | undefined, besides: string | undefined): Pick<Outcome, "note"> => {
  const note =
    words === undefined || besides === undefined
      ? (words ?? besides)
      : `${words.replace(/\.$/, "")}. ${besides}`
  return note === undefined ? {} : { note }
}

/** Sends a file once, however often it is asked to, and then follows what becomes of it. */
const sender = (
  client: QueryClient,
  to: UploadTo,
  { file, values }: Draft,
  hrefs: UploadHrefs,
): Work["run"] => {
  const { connection, upload, place } = to
  let received: Received | undefined
  return async (tools) => {
    if (received === undefined) {
      tools.say("sending")
      received = receivedOf(
        await upload.send(
          callOf(connection, tools.signal, "soon", tools.progress, tools.say),
          { name: file.name, body: file },
          values,
          place,
        ),
      )
    }
    const { place: at, blocks, problem, besides } = received
    const places = at ? [at] : []
    // Reading a long list anew, or whether that may be done, is no matter of the next file.
    void touch(client, connection.id, upload.touches, places)
    tools.say("sent")
    const outcome = {
      ...(at ? { href: hrefs.item(at) } : {}),
      ...noteOf(received.note, besides),
      ...(blocks ? { result: { blocks, from: { label: connection.name, href: hrefs.home } } } : {}),
      ...(problem ? { problem: new ProviderError(problem) } : {}),
    }
    if (!at) return outcome
    try {
      const said = received.note ?? (await follow(client, to, at, tools))
      return { ...outcome, ...noteOf(said, besides) }
    } catch (cause) {
      if (!isAbort(cause)) throw cause
      return {
        ...outcome,
        ...noteOf("It was sent; what becomes of it is no longer followed here.", besides),
      }
    } finally {
      void touch(client, connection.id, upload.touches, places)
    }
  }
}

/** Where in the app an upload leads. */
export type UploadHrefs = {
  readonly item: (place: Place) => string
  /** The first list of the connection, from wherever a file was sent: a result leads back there. */
  readonly home: string
  /** The form once more, with a draft in it. */
  readonly draft: (id: string) => string
}

/** Sends files one after the other, as a job; each is followed to its end. */
export const uploadFiles = (
  client: QueryClient,
  to: UploadTo,
  files: readonly Draft[],
  hrefs: UploadHrefs,
): Job => {
  const { connection, upload } = to
  const [first] = files
  const works = files.map((draft): Work => {
    const id = nanoid()
    drafts.set(id, draft)
    return {
      id,
      label: draft.file.name,
      mend: hrefs.draft(id),
      run: sender(client, to, draft, hrefs),
    }
  })
  const job = jobs.start({
    title:
      files.length === 1 && first
        ? `${upload.label}: ${first.file.name}`
        : `${upload.label}: ${files.length} files`,
    ...(upload.perMinute === undefined
      ? {}
      : { rate: { key: `upload ${connection.id}`, perMinute: upload.perMinute } }),
    works,
    onForget: ({ steps }) => {
      for (const { id } of steps) drafts.delete(id)
    },
    onStep: ({ id, state, problem }) => {
      const draft = drafts.get(id)
      if (state === "done") {
        drafts.delete(id)
        return
      }
      if (draft) drafts.set(id, { ...draft, problem })
      // What was seen beforehand did not hold.
      client.removeQueries({
        queryKey: keys.resource(connection.id, to.resource.id),
        predicate: ({ queryKey }) => queryKey[4] === "preflight",
      })
    },
  })
  for (const { id } of works) {
    const draft = drafts.get(id)
    if (draft) drafts.set(id, { ...draft, job: job.id })
  }
  return job
}
