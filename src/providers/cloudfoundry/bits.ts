import type { Finding } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
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

/** A package that waits takes the file; otherwise it becomes another one, of the same app if need be. */
export const uploadInputs = async (call: Call, at: Place): Promise<readonly Input[]> => {
  const here = await packageAt(call, at)
  const when = { input: "into", is: ["new"] }
  const app = textIn(here, "type") === "bits" ? textIn(here, "app") : ""
  const asked = await appInputs(call, [
    {
      id: "app",
      label: "App",
      type: "bits",
      ...(app === "" ? {} : { initial: app }),
      ...(waits(here) ? { when } : {}),
    },
  ])
  return [
    ...(here && waits(here) ? [into(here)] : []),
    ...asked,
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

/** The file as the part `bits` of a form. A blob of blobs: nothing is read before it is sent. */
const formOf = (name: string, file: Blob): { readonly body: Blob; readonly type: string } => {
  const boundary = `waybill-${globalThis.crypto.randomUUID()}`
  const quoted = name.replaceAll(/["\r\n\\]/g, "_")
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="bits"; filename="${quoted}"\r\ncontent-type: application/zip\r\n\r\n`
  return {
    body: new Blob([head, file, `\r\n--${boundary}--\r\n`]),
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
const upload = async (call: Call, guid: string, name: string, file: Blob): Promise<void> => {
  const { body, type } = formOf(name, file)
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

/** Sends the bits: to the package that waits for them here, or to one that is made for them. */
export const send = async (
  call: Call,
  { name, body: file }: { readonly name: string; readonly body: Blob },
  values: Values,
  at: Place,
): Promise<Place> => {
  if (!(await isZip(file)))
    throw new ProviderError({
      trouble: "invalid",
      title: `${name} is no zip archive, and Cloud Foundry takes nothing else.`,
      detail: "Pack the app into a zip first; jar and war files are zips already.",
    })
  const guid =
    values["into"] === "this" ? idOf(at, "packages") : await packageFor(call, file, values)
  await upload(call, guid, name, file)
  begun.delete(file)
  return [{ in: "packages", id: guid }]
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
