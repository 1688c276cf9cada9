import { formatCount } from "../../lib/text.ts"
import type { Absent, Cell, Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, readRow, toDate } from "../decode.ts"
import { ask } from "../http.ts"
import { pathOf } from "./address.ts"
import { Status } from "./statusWire.ts"
import type { Info, StatusFile } from "./statusWire.ts"
import { problem } from "./wire.ts"
import { isDone } from "./words.ts"

type Item = { readonly wire: Status; readonly call: Call }

const infoOf = ({ wire }: Item): Info | null | undefined => wire.analysis.report?.info

/** What only a finished analysis says: before that there is none, afterwards it was not sent. */
const found = <T>(item: Item, value: T | null | undefined): T | Absent | null | undefined =>
  value ?? (isDone(item.wire.analysis.status) ? value : null)

/** Seconds of `HH:MM:SS.mmm`. */
const seconds = (text: string | null | undefined): number | Absent | null | undefined => {
  if (text === null || text === undefined) return text
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text)
  if (!match) return { absent: "unreadable", said: text }
  const [hours = 0, minutes = 0, rest = 0] = match.slice(1).map(Number)
  return hours * 3600 + minutes * 60 + rest
}

/** A digest of the file with its algorithm before it. */
const digestOf = (
  file: Pick<StatusFile, "hashes"> | null | undefined,
  algorithm: string,
): string | undefined => {
  const pair = file?.hashes?.find(([name]) => name.toLowerCase() === algorithm)
  return pair && `${algorithm}:${pair[1].toLowerCase()}`
}

const severities = ["critical", "high", "medium", "low"] as const

/**
 * "2 critical, 14 high", leaving out what there is none of. "none found" only where the API counted and
 * its total is 0.
 */
const vulnerabilitiesOf = (info: Info | null | undefined): string | undefined => {
  const counts = info?.statistics?.vulnerabilities
  const countOf = (word: string): number => {
    const count = counts?.[word]
    return typeof count === "number" ? count : 0
  }
  const parts = severities.flatMap((word) =>
    countOf(word) > 0 ? [`${formatCount(countOf(word))} ${word}`] : [],
  )
  if (parts.length > 0) return parts.join(", ")
  const total = counts?.["total"]
  if (typeof total !== "number") return undefined
  return total === 0 ? "none found" : `${formatCount(total)} unrated`
}

/** The report on the Portal's own pages; the reference is relative to the Portal, and leads nowhere else. */
const portalLink = (item: Item): string | Absent | null | undefined => {
  const reference = infoOf(item)?.portal?.reference
  if (reference === null || reference === undefined) return found(item, reference)
  const base = `${(item.call.settings["address"] ?? "").replace(/\/+$/, "")}/`
  const unreadable = { absent: "unreadable", said: reference } as const
  if (!URL.canParse(reference.replace(/^\/+/, ""), base)) return unreadable
  const url = new URL(reference.replace(/^\/+/, ""), base)
  return url.origin === new URL(base).origin ? url.href : unreadable
}

const c = columnsOf<Item>()

/** The labels stand with the resource, which is there before the first row; these are how to read it. */
const columns = [
  c("analysis", "", "status", ({ wire }) => wire.analysis.status),
  c("ci", "", "status", (item) => found(item, infoOf(item)?.statistics?.quality?.status)),
  c("level", "", "number", (item) => found(item, infoOf(item)?.inhibitors?.scan_level)),
  c("vulnerabilities", "", "status", (item) => found(item, vulnerabilitiesOf(infoOf(item)))),
  c("size", "", "bytes", (item) => found(item, infoOf(item)?.file?.size)),
  c("digest", "", "digest", (item) => found(item, digestOf(infoOf(item)?.file, "sha256"))),
  c("fileName", "", "text", (item) => found(item, infoOf(item)?.file?.name)),
  c("analysed", "", "date", ({ wire }) => toDate(wire.analysis.timestamp)),
  c("took", "", "duration", ({ wire }) => seconds(wire.analysis.duration)),
  c("engine", "", "version", ({ wire }) => wire.analysis.version),
  c("portal", "", "link", (item) => portalLink(item)),
]

/** Which artifact of a version is meant: the version itself, or its reproducible build. */
export type Build = "version" | "repro"

export const buildOf = (variant: string | undefined): Build =>
  variant === "repro" ? "repro" : "version"

/** `build=version` is what the API takes for granted. */
export const buildParam = (build: Build) =>
  build === "repro" ? ([["build", "repro"]] as const) : ([] as const)

/** How the analysis of an artifact stands, and what it found. @throws ProviderError */
export const askStatus = (call: Call, at: Place, build: Build) =>
  ask(call, {
    path: pathOf(call, "status", at),
    params: buildParam(build),
    schema: Status,
    problem,
  })

/** The cells that no list has. One call; it costs no capacity. */
export const fill = async (call: Call, at: Place): Promise<Readonly<Record<string, Cell>>> => {
  const { body } = await askStatus(call, at, "version")
  return rowOf(call, body).cells
}

/** The status as a row, of whichever artifact it is. */
export const rowOf = (call: Call, wire: Status, raw: unknown = wire): Row =>
  readRow(columns, "status", { wire, call }, raw)
