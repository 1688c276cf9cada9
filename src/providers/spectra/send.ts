import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { pathOf, placeOf } from "./address.ts"
import { learnMost, oldestOf, versionsIn } from "./preflight.ts"
import { roomQuery } from "./room.ts"
import { buildOf, buildParam } from "./status.ts"
import { softwareQuery, write } from "./writing.ts"

/** RFC 8187: what a parameter with a star may hold as it is. */
const extended = (text: string): string =>
  encodeURIComponent(text).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/**
 * RFC 6266: the name in quotes for everyone, and once more in UTF-8 where the quoted one cannot say it.
 * What a quoted name cannot hold is an underscore there.
 */
export const contentDisposition = (fileName: string): string => {
  const plain = fileName.replace(/[^\x20-\x7e]/gu, "_")
  const quoted = plain.replace(/["\\]/g, String.raw`\$&`)
  // A quoted percent sign is decoded by some readers and left by others.
  const safe = plain === fileName && !fileName.includes("%")
  return `attachment; filename="${quoted}"${safe ? "" : `; filename*=UTF-8''${extended(fileName)}`}`
}

/** A refusal because the package holds all that it may; its wording is not documented. */
const saysFull = (said: string): boolean =>
  /(max|limit|full|too many)/i.test(said) && /version/i.test(said)

/** What a refusal of an upload means, and which input answers it. */
const explained = async (
  call: Call,
  at: Place,
  values: Values,
  cause: ProviderError,
): Promise<ProviderError> => {
  const { problem, trouble } = cause
  const version = at.at(-1)?.id ?? ""
  if (trouble === "capacity")
    return new ProviderError(
      { ...problem, title: "The analysis capacity is used up; nothing was analysed." },
      cause,
    )
  if (trouble === "conflict")
    return new ProviderError(
      {
        ...problem,
        title: `There is a version ${version} already.`,
        fields: { version: "It is there already: replace it, or give this one another name." },
      },
      cause,
    )
  if (trouble !== "invalid" || values["build"] === "repro" || !saysFull(problem.detail ?? ""))
    return cause
  const there = await versionsIn(call, at.slice(0, -1)).catch(() => undefined)
  if (!there) return cause
  learnMost(call, there.length)
  const oldest = oldestOf(there) ?? ""
  return new ProviderError(
    {
      ...problem,
      title: `The package is full: it holds ${there.length} versions.`,
      fields: { force: `With it, version ${oldest} is deleted to make room.` },
    },
    cause,
  )
}

/** POST /scan/…: streams the file. The answer comes before it is analysed. @throws ProviderError */
export const send = async (
  call: Call,
  { name, body: file }: { readonly name: string; readonly body: Blob },
  values: Values,
): Promise<Place> => {
  const of = (id: string): string => (values[id] ?? "").trim()
  if (file.size === 0) throw new ProviderError({ trouble: "invalid", title: "The file is empty." })
  const at = placeOf(of("project"), of("name"), of("version"))
  try {
    await write(call, {
      path: pathOf(call, "scan", at),
      method: "POST",
      params: [
        ...buildParam(buildOf(values["build"])),
        ...roomQuery(values),
        ...softwareQuery(values),
      ],
      headers: { "content-disposition": contentDisposition(name) },
      file,
    })
  } catch (cause) {
    throw cause instanceof ProviderError ? await explained(call, at, values, cause) : cause
  }
  return at
}
