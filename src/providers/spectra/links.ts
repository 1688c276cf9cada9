import * as v from "valibot"
import type { Done, Target, Toll } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { ask, askFile } from "../http.ts"
import { pathOf, reportPath } from "./address.ts"
import { askStatus, buildOf, buildParam } from "./status.ts"
import { Status } from "./statusWire.ts"
import { problem } from "./wire.ts"
import { orLacking } from "./writing.ts"

/** Documented; each link counts by the size of the file. */
const linkLives = 60_000

/** What a link to the file of a version uses. */
export const tollOfLink = async (call: Call, at: Place): Promise<readonly Toll[]> => {
  const { body } = await askStatus(call, at, "version")
  const size = body.analysis.report?.info?.file?.size
  return [{ label: "of download capacity", count: size ?? undefined, unit: "bytes" }]
}

/** The name that the store gives the file: it stands in the query of the address. */
const nameIn = (address: string): string | undefined => {
  const said = URL.canParse(address)
    ? new URL(address).searchParams.get("response-content-disposition")
    : null
  return /filename="?([^";]+)"?/.exec(said ?? "")?.[1]
}

/** GET /status/…?download=true: asked only when somebody wants the file now. */
export const link = async (call: Call, { place }: Target, values: Values): Promise<Done> => {
  const begun = Date.now()
  const { body } = await ask(call, {
    path: pathOf(call, "status", place),
    params: [["download", "true"], ...buildParam(buildOf(values["build"]))],
    schema: Status,
    problem,
  })
  const info = body.analysis.report?.info
  const url = info?.portal?.download
  if (url === undefined || url === null)
    throw new ProviderError({
      trouble: "missing",
      title: "The Portal gave no link to the file.",
      detail: `The analysis stands at ${body.analysis.status}.`,
    })
  return {
    link: {
      url,
      fileName: nameIn(url) ?? info?.file?.name ?? "file",
      expiresAt: new Date(begun + linkLives),
    },
  }
}

const Packed = v.looseObject({ file_name: v.string(), download_link: v.string() })

/** GET /pack/safe/…: how long its link lives is not documented. */
export const safeArchive = (call: Call, { place }: Target, values: Values): Promise<Done> =>
  orLacking(call, place, "The RL-SAFE archive", async () => {
    const { body } = await ask(call, {
      path: pathOf(call, "pack/safe", place),
      params: buildParam(buildOf(values["build"])),
      schema: Packed,
      problem,
    })
    return { link: { url: body.download_link, fileName: body.file_name } }
  })

/** GET /report/…, as a file. @throws ProviderError in words that tell the reasons apart */
export const fetchReport = async (
  format: string,
  call: Call,
  at: Place,
  variant: string | undefined,
): Promise<Response> => {
  const build = buildOf(variant)
  try {
    return await askFile(call, {
      path: reportPath(call, format, at),
      params: buildParam(build),
      problem,
    })
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause
    const { problem: said, trouble } = cause
    const again = (title: string): ProviderError => new ProviderError({ ...said, title }, cause)
    if (/not done with analysis/i.test(said.detail ?? ""))
      throw again("The analysis is not done yet, so there is no report.")
    if (trouble === "missing")
      throw again(
        "The Portal has no such report. A format that is newer than the scan needs the version to be analysed again.",
      )
    if (trouble === "invalid" && build === "repro")
      throw again("There is no reproducible build to report on.")
    throw cause
  }
}
