import * as v from "valibot"
import { formatDuration, formatLocal } from "../../lib/dates.ts"
import type { Finding } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import { valueOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Values } from "../../model/input.ts"
import type { Place } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import { ask } from "../http.ts"
import { deadlineOf } from "./deadline.ts"
import { store } from "./elsewhere.ts"
import { getPackage } from "./get.ts"
import { listPackages, max, withScope } from "./list.ts"

const numbersOf = (texts: readonly unknown[]): readonly number[] =>
  texts.map(Number).filter((number) => Number.isSafeInteger(number))

/** Which versions of this name there are; who may not list packages goes without the warning. */
export const preflight = async (
  call: Call,
  { name = "", version }: Values,
): Promise<readonly Finding[]> => {
  try {
    const query = { ...emptyQuery, size: max, filters: { name: [`=${name}`] } }
    const { rows } = await listPackages(call, query)
    const versions = numbersOf(rows.map((row) => valueOf(row, "version"))).toSorted((a, b) => a - b)
    if (versions.length === 0) return []
    const next = String(Math.max(...versions) + 1)
    const known = `There is a package ${name}, version ${versions.join(", ")}.`
    return versions.includes(Number(version))
      ? [
          {
            tone: "warn",
            title: known,
            detail:
              "Packages cannot be replaced: this upload would stand beside that one, or be refused.",
            choices: [{ label: `Make it version ${next}`, values: { version: next } }],
          },
        ]
      : [{ tone: "info", title: known, detail: "This upload will stand beside it." }]
  } catch (cause) {
    if (cause instanceof ProviderError && cause.trouble === "forbidden") return []
    throw cause
  }
}

const examplesOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [invocationString = "", ...rest] = line.split("|")
      return { invocationString: invocationString.trim(), description: rest.join("|").trim() }
    })

const sha256 = async (file: Blob): Promise<string> => {
  // Browsers compute digests on https and on this machine alone.
  if (!globalThis.crypto.subtle)
    throw new ProviderError({
      trouble: "unsupported",
      title: "The API wants a checksum, which this browser computes over https alone.",
      detail: "Open Waybill by its https address.",
    })
  const digest = await globalThis.crypto.subtle.digest("SHA-256", await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

const Created = v.looseObject({ packageId: v.string(), uploadTo: v.string() })

/** How a package stands whose file could not be sent. Says less where it cannot be read either. */
const aftermath = async (call: Call, id: string, begun: number): Promise<string> => {
  const row = await getPackage(call, id).catch(() => undefined)
  const until = row && deadlineOf(row, begun)
  const seconds = row && valueOf(row, "timeout")
  const waits =
    until === undefined || typeof seconds !== "number"
      ? "The package was created and waits for its file until its time is over."
      : until.getTime() > Date.now()
        ? `The package was created and waits for its file until ${formatLocal(until)}.`
        : `The package was created and waited ${formatDuration(seconds)} for its file.`
  return `${waits} Its address is given out once: delete the package, then upload again.`
}

/** Announces the package, sends its file where the answer says, and leads to the package. */
export const send = async (
  call: Call,
  { body: file }: { readonly body: Blob },
  values: Values,
  at: Place,
): Promise<Place> => {
  const { name = "", version, description = "", examples = "", fileName = "" } = values
  if (file.size === 0) throw new ProviderError({ trouble: "invalid", title: "The file is empty." })
  const checksum = await sha256(file)
  call.signal.throwIfAborted()
  const { body } = await ask(call, {
    path: "/packages/v2",
    method: "POST",
    json: {
      checksum,
      packageDescriptor: {
        name: name.trim(),
        description,
        examples: examplesOf(examples),
        packageInfo: {
          // The only one that the API knows.
          fileType: "python",
          fileName: fileName.trim(),
          entryPoint: values["entryPoint"]?.trim() ?? "",
        },
        version: Number(version),
      },
    },
    schema: Created,
    problem: withScope("opticspkgconfig:create", "create packages"),
  })
  const begun = Date.now()
  try {
    await store(call, body.uploadTo, file)
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause
    // Without a time to try again: nothing may do all of it once more by itself, creation included.
    const { title, detail, retryAt: _, ...problem } = cause.problem
    const after = await aftermath(call, body.packageId, begun)
    throw new ProviderError(
      { ...problem, title, detail: [detail, after].filter(Boolean).join(" ") },
      cause,
    )
  }
  return [...at, { in: "packages", id: body.packageId }]
}
