import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex } from "@noble/hashes/utils.js"
import { downloadZip } from "client-zip"
import type { Connection } from "../model/connection.ts"
import { callOf } from "./call.ts"
import { reportFileName } from "./download.ts"
import type { ReportOrder } from "./download.ts"
import type { WorkTools } from "./jobs.ts"
import { inPieces, keptBlob } from "./keptBlob.ts"

/** One report that is here, and what the manifest says of it. */
export type Fetched = { readonly name: string; readonly blob: Blob; readonly entry: Entry }

type Entry = {
  readonly file: string
  /** Of the file, in hex. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  readonly report: string
  readonly artifact: string
  readonly of: readonly { readonly in: string; readonly id: string }[]
}

/** Hashes a file piece by piece, so that a large one never stands in memory whole. */
const digestOf = async (blob: Blob): Promise<string> => {
  const hash = sha256.create()
  await inPieces(blob.stream(), (piece) => void hash.update(piece))
  return bytesToHex(hash.digest())
}

/** Fetches one report. @throws ProviderError */
export const fetchReport = async (
  connection: Connection,
  order: ReportOrder,
  tools: Pick<WorkTools, "signal" | "progress">,
): Promise<Fetched> => {
  const { report, place, variant } = order
  const response = await report.fetch(callOf(connection, tools.signal, "soon"), place, variant)
  const blob = await keptBlob(response, tools.progress)
  const name = reportFileName(order)
  return {
    name,
    blob,
    entry: {
      file: name,
      sha256: await digestOf(blob),
      size: blob.size,
      report: report.id,
      artifact: variant ?? "version",
      of: place,
    },
  }
}

/** Gives every file a name of its own: of two with the same one, unpacking would leave the last alone. */
const apart = (fetched: readonly Fetched[]): readonly Fetched[] => {
  // Some systems do not tell letter cases apart.
  const taken = new Set(["manifest.json"])
  return fetched.map((one) => {
    let name = one.name
    for (let nth = 2; taken.has(name.toLowerCase()); nth += 1)
      name = one.name.replace(/(\.[^.]*)?$/, (extension) => `-${nth}${extension}`)
    taken.add(name.toLowerCase())
    return { ...one, name, entry: { ...one.entry, file: name } }
  })
}

/** One zip of all reports, with a manifest that says what each is and its digest. */
export const zipReports = async (
  connection: Pick<Connection, "name" | "provider">,
  fetched: readonly Fetched[],
  missing: readonly string[],
  now = new Date(),
): Promise<Blob> => {
  const files = apart(fetched)
  const manifest = {
    made: now.toISOString(),
    by: "Waybill",
    connection: connection.name,
    provider: connection.provider,
    files: files.map(({ entry }) => entry),
    // What was asked for and could not be had; an archive that hides it would look complete.
    missing,
  }
  return keptBlob(
    downloadZip([
      { name: "manifest.json", input: JSON.stringify(manifest, undefined, 2), lastModified: now },
      ...files.map(({ name, blob }) => ({ name, input: blob, lastModified: now })),
    ]),
  )
}
