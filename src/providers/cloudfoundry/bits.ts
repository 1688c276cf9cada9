import { nanoid } from "nanoid"
import type { Finding, Received } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import { isAbsent } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Input, Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import { ask, askFile, path } from "../http.ts"
import { appInputs } from "./apps.ts"
import { textIn } from "./cells.ts"
import { metadataOf, post } from "./create.ts"
import { labelInputs } from "./edit.ts"
import { getPackage } from "./get.ts"
import { listPackages } from "./list.ts"
import type { Bits } from "./matching.ts"
import { refusal } from "./refusal.ts"
import { CfPackage } from "./wire.ts"

/** The package on whose page a file was dropped, where there is one. */
const packageAt = async (call: Call, at: Place): Promise<Row | undefined> =>
  at.some((step) => step.in === "packages")
    ? await getPackage(call, idOf(at, "packages"))
    : undefined

const waits = (row: Row | undefined): boolean => textIn(row, "state") === "AWAITING_UPLOAD"

const into = (row: Row): Input => ({
  id: "into",
  label: "Goes into",
  kind: "choice",
  required: true,
  initial: "this",
  options: [
    { value: "this", label: `This package, ${row.id.slice(0, 8)}…` },
    { value: "new", label: "Another package" },
  ],
})

const leaveOut: Input = {
  id: "leaveOut",
  label: "Send only what the platform does not have yet",
  kind: "flag",
  hint: "Spares sending files from 64 KiB that came with an earlier upload. The whole archive is unpacked and hashed first, so it pays on a slow line. The platform then packs it anew: the same files, another checksum.",
}

/**
 * Whether the platform can say what it has already. Only today's API can, and its packages have labels;
 * where no package is to be seen it is offered, and the upload says if it was of no use.
 */
const isToday = async (call: Call, here: Row | undefined): Promise<boolean> => {
  try {
    const row = here ?? (await listPackages(call, { ...emptyQuery, size: 1 })).rows[0]
    return row === undefined || !isAbsent(row.cells["labels"])
  } catch (cause) {
    if (cause instanceof ProviderError && cause.trouble !== "signed-out") return true
    throw cause
  }
}

/** A package that waits takes the file; otherwise it becomes another one, of the same app if need be. */
export const uploadInputs = async (call: Call, at: Place): Promise<readonly Input[]> => {
  const here = await packageAt(call, at)
  const when = { input: "into", is: ["new"] }
  const app = textIn(here, "type") === "bits" ? textIn(here, "app") : ""
  const [asked, today] = await Promise.all([
    appInputs(call, [
      {
        id: "app",
        label: "App",
        type: "bits",
        ...(app === "" ? {} : { initial: app }),
        ...(waits(here) ? { when } : {}),
      },
    ]),
    isToday(call, here),
  ])
  return [
    ...(here && waits(here) ? [into(here)] : []),
    ...asked,
    ...(today ? [leaveOut] : []),
    ...labelInputs().map((input) => (waits(here) ? { ...input, when } : input)),
  ]
}

/** By default Cloud Controller keeps the bits of so many packages of an app. */
const kept = 5

/** That an older package will lose its bits; who may not count them goes without the warning. */
export const uploadWarnings = async (
  call: Call,
  { into: where = "new", app = "" }: Values,
): Promise<readonly Finding[]> => {
  if (where === "this" || app.trim() === "") return []
  try {
    const filters = { app: [`=${app.trim()}`], state: ["READY"], type: ["bits"] }
    const { total } = await listPackages(call, { ...emptyQuery, size: 1, filters })
    return total && total.count >= kept
      ? [
          {
            tone: "info",
            title: `This app has ${total.count} packages that are ready.`,
            detail: `Unless the operator says otherwise, Cloud Foundry keeps the bits of the newest ${kept}: older ones become EXPIRED.`,
          },
        ]
      : []
  } catch (cause) {
    if (cause instanceof ProviderError && cause.trouble !== "signed-out") return []
    throw cause
  }
}

/** The end of a zip archive, with the longest comment that it can have. */
const longestEnd = 22 + 65_535

/**
 * Whether a file is a zip archive, by the record at its end: its beginning may be anything, as in jars
 * that are programs.
 */
const isZip = async (file: Blob): Promise<boolean> => {
  const end = new Uint8Array(await file.slice(Math.max(0, file.size - longestEnd)).arrayBuffer())
  for (let at = end.length - 22; at >= 0; at -= 1)
    if (end[at] === 0x50 && end[at + 1] === 0x4b && end[at + 2] === 5 && end[at + 3] === 6)
      return true
  return false
}

/** Bits and resources as parts of a form. A blob of blobs: nothing is read before it is sent. */
const formOf = (
  name: string,
  { bits, resources }: Bits,
): { readonly body: Blob; readonly type: string } => {
  const boundary = `waybill-${nanoid()}`
  const quoted = name.replaceAll(/["\r\n\\]/g, "_")
  const head = (disposition: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`
  const known = [`${head('name="resources"')}\r\n`, JSON.stringify(resources), "\r\n"]
  const file = (blob: Blob) => [
    head(`name="bits"; filename="${quoted}"`),
    "content-type: application/zip\r\n\r\n",
    blob,
    "\r\n",
  ]
  return {
    body: new Blob([
      ...(resources.length > 0 ? known : []),
      ...(bits ? file(bits) : []),
      `--${boundary}--\r\n`,
    ]),
    type: `multipart/form-data; boundary=${boundary}`,
  }
}

/** What has become of a package whose bits could not be sent. Says less where it cannot be read. */
const aftermath = async (call: Call, guid: string): Promise<string> => {
  const row = await getPackage(call, guid).catch(() => undefined)
  if (waits(row)) return `Package ${guid} still waits for its bits: open it and upload them there.`
  const state = textIn(row, "state")
  return state === "" ? "" : `Package ${guid} is now ${state}.`
}

/** POST /v3/packages/:guid/upload */
const upload = async (call: Call, guid: string, name: string, bits: Bits): Promise<void> => {
  const { body, type } = formOf(name, bits)
  try {
    await ask(call, {
      path: path`/v3/packages/${guid}/upload`,
      method: "POST",
      file: body,
      headers: { "content-type": type },
      schema: CfPackage,
      problem: refusal,
    })
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause
    const { detail, ...problem } = cause.problem
    const after = await aftermath(call, guid)
    throw new ProviderError(
      { ...problem, detail: [detail, after].filter(Boolean).join(" ") },
      cause,
    )
  }
}

/**
 * Packages that were made for a file whose bits could not be sent. A second try, by hand or after the
 * provider asked to wait, fills the one that is there and makes no other.
 */
const begun = new WeakMap<Blob, { readonly guid: string; readonly app: string }>()

const packageFor = async (call: Call, file: Blob, values: Values): Promise<string> => {
  const app = (values["app"] ?? "").trim()
  const known = begun.get(file)
  if (known?.app === app && waits(await getPackage(call, known.guid).catch(() => undefined)))
    return known.guid
  const guid = await post(call, { app, json: { type: "bits", ...metadataOf(values) } })
  begun.set(file, { guid, app })
  return guid
}

type Sent = { readonly name: string; readonly body: Blob }

/**
 * Sends bits, or what the platform does not have of them; where it does not take that, all of them.
 * @returns what is to be said of it
 */
const uploadOnce = async (
  call: Call,
  guid: string,
  { name, body }: Sent,
  { told, ...rest }: Bits & { readonly told?: string },
): Promise<string | undefined> => {
  try {
    await upload(call, guid, name, rest)
    return told
  } catch (cause) {
    const isRefused = cause instanceof ProviderError && cause.problem.status === 422
    if (!isRefused || rest.resources.length === 0) throw cause
    if (!waits(await getPackage(call, guid).catch(() => undefined))) throw cause
    call.say?.("sending all of it")
    await upload(call, guid, name, { bits: body, resources: [] })
    return "All of it was sent: the platform did not take the archive without the files that it has already."
  }
}

/** Sends the bits: to the package that waits for them here, or to one that is made for them. */
export const send = async (
  call: Call,
  file: Sent,
  values: Values,
  at: Place,
): Promise<Place | Received> => {
  const { name, body } = file
  if (!(await isZip(body)))
    throw new ProviderError({
      trouble: "invalid",
      title: `${name} is no zip archive, and Cloud Foundry takes nothing else.`,
      detail: "Pack the app into a zip first; jar and war files are zips already.",
    })
  // Before a package is made: whoever cancels while the archive is read leaves nothing behind.
  const bits =
    values["leaveOut"] === "true"
      ? await (await import("./matching.ts")).leaveOutKnown(call, body)
      : { bits: body, resources: [] }
  const guid =
    values["into"] === "this" ? idOf(at, "packages") : await packageFor(call, body, values)
  const place: Place = [{ in: "packages", id: guid }]
  const besides = await uploadOnce(call, guid, file, bits)
  begun.delete(body)
  return besides === undefined ? place : { place, besides }
}

/**
 * GET /v3/packages/:guid/download. Where the bits lie elsewhere, the API answers with a redirect, which
 * the gateway follows without the credential.
 */
export const download = async (call: Call, at: Place): Promise<Response> =>
  await askFile(call, {
    path: path`/v3/packages/${idOf(at, "packages")}/download`,
    problem: (body, response) => {
      const said = refusal(body, response)
      // The blobstore speaks XML, and what it refuses says nothing of the connection's credential.
      return said.code === undefined && typeof body === "string"
        ? {
            trouble: "broken",
            title: `The blobstore behind the API did not give the bits (status ${response.status}).`,
            detail: "Try again: each try gets an address of its own.",
          }
        : said
    },
  })
