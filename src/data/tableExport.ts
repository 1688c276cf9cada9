import { markdownTable } from "markdown-table"
import Papa from "papaparse"
import { counted } from "../lib/text.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import { textOf } from "../model/search.ts"

export const exportFormats = ["csv", "json", "ndjson", "markdown"] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What an export says of itself. */
export type ExportHead = {
  readonly title: string
  /** The connection, and where in it, outermost first: `["Portal", "demo"]`. */
  readonly from: readonly string[]
  /** ISO 8601. */
  readonly exportedAt: string
  /** When the oldest of the rows was read, ISO 8601; absent: not known. */
  readonly readAt?: string
  /** As it stands in the query box; empty: the whole list. */
  readonly query: string
  /** In words: "Sorted by Name, descending". */
  readonly order: string
  readonly rows: number
  /** False: rows or values are missing, and `incomplete` says which and why. */
  readonly complete: boolean
  readonly incomplete: string
  /** Which values the provider kept from whoever exports, and of how many rows; absent: none. */
  readonly forbidden?: string
  /** Which columns are not in the file on purpose, and why; absent: none. */
  readonly leftOut?: string
}

export type ExportOrder = {
  readonly format: ExportFormat
  /** The columns, in order. */
  readonly fields: readonly Field[]
  readonly rows: readonly Row[]
  readonly head: ExportHead
  readonly signal: AbortSignal
  readonly onProgress: (written: number) => void
}

const chunk = 1000

/** Why nothing is known, so that an empty cell never hides that it could not be read; else undefined. */
const unknownWhy = (cell: Cell | undefined): string | undefined => {
  if (!isAbsent(cell) || cell === undefined) return undefined
  if (cell.absent === "unreadable") return `unreadable: ${cell.said}`
  return cell.absent === "forbidden" || cell.absent === "not-loaded"
    ? cell.absent.replace("-", " ")
    : undefined
}

/** Dates as ISO 8601, sizes in bytes, durations in seconds, lists with "; " between. */
const plain = (cell: Cell | undefined): string => {
  if (isAbsent(cell)) {
    const why = unknownWhy(cell)
    return why === undefined ? "" : `(${why})`
  }
  if (Array.isArray(cell))
    return cell.every((one) => typeof one === "string") ? cell.join("; ") : JSON.stringify(cell)
  return textOf(cell)
}

/** What the head of a file says to whoever parses it. No column has this id. */
const nulls = {
  absent:
    "null: the provider has no value. Where the row has a member “absent”, what that names is null because it is not known: forbidden, not loaded, or unreadable with what was sent.",
}

/** The values by column. Each is of its column's kind or null; those that are not known are named besides. */
const members = (fields: readonly Field[], row: Row): Record<string, unknown> => {
  const unknown = fields.flatMap(({ id }) => {
    const why = unknownWhy(row.cells[id])
    return why === undefined ? [] : [[id, why] as const]
  })
  return {
    ...Object.fromEntries(
      fields.map(({ id }) => {
        const cell = row.cells[id]
        return [id, isAbsent(cell) ? null : cell instanceof Date ? textOf(cell) : cell]
      }),
    ),
    ...(unknown.length > 0 ? { absent: Object.fromEntries(unknown) } : {}),
  }
}

/**
 * A spreadsheet runs what begins like a formula, in some languages with the wide signs of East Asia, too;
 * behind an apostrophe it is text. Not the library's own pattern, which lets a formula of several lines
 * through. All is quoted, since some split at semicolons
 * too, and what stands behind one would begin a cell.
 */
const quoting = { quotes: true, escapeFormulae: /^\s*[=+\-@\t\r＝＋－＠]/ }

/** What a spreadsheet knows UTF-8 by: without it, it reads "Fürsorge" as "FÃ¼rsorge". */
const byteOrderMark = "\uFEFF"

const headLines = (head: ExportHead): readonly string[] => [
  `${head.title}, exported ${head.exportedAt}${head.readAt === undefined ? "" : `, read ${head.readAt}`}`,
  `From: ${head.from.join(" › ")}`,
  `Query: ${head.query === "" ? "none, the whole list" : head.query}`,
  head.order,
  `${counted(head.rows, "row", "rows")}${head.complete ? ", all that match" : `. NOT COMPLETE: ${head.incomplete}`}${head.forbidden === undefined ? "" : `; ${head.forbidden}`}`,
  ...(head.leftOut === undefined ? [] : [head.leftOut]),
]

const labels = (fields: readonly Field[]): readonly string[] => fields.map(({ label }) => label)

const list = new Intl.ListFormat("en")

/** The fields that a file may have, and what is to be said of the others; empty: there are none. */
export const withoutSigned = (
  fields: readonly Field[],
): { readonly written: readonly Field[]; readonly leftOut: string } => {
  const signed = labels(fields.filter((field) => field.signed))
  return {
    written: fields.filter((field) => !field.signed),
    leftOut:
      signed.length === 0
        ? ""
        : `${list.format(signed)} left out: signed links, each of which opens, for its time, to whoever has it`,
  }
}

/**
 * Which columns have values that nobody asked for, or in vain, or that are forbidden, and of how many rows:
 * "App and Space not loaded for 12 rows". Empty: none.
 */
export const lackWords = (
  why: "not-loaded" | "forbidden",
  fields: readonly Field[],
  rows: readonly Row[],
): string => {
  const lacking = Map.groupBy(
    fields,
    ({ id }) =>
      rows.filter(({ cells }) => {
        const cell = cells[id]
        return isAbsent(cell) && cell?.absent === why
      }).length,
  )
  return [...lacking]
    .filter(([count]) => count > 0)
    .map(
      ([count, of]) =>
        `${list.format(labels(of))} ${why.replace("-", " ")} for ${counted(count, "row", "rows")}`,
    )
    .join("; ")
}

type Writer = {
  readonly head: string
  readonly rows: (rows: readonly Row[], first: boolean) => string
  readonly tail: string
}

/**
 * One line for each row: what breaks a line becomes a space. What breaks a cell, or would be read as a tag,
 * a link or a style, is escaped, also the bare addresses that GitHub links; an underscore within a word is
 * none of it.
 */
const markdownCell = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(
      /[\\|`*~[\]]|:(?=\/\/)|(?<=(?<![\p{L}\p{N}])www)\.|(?<=[\w.+-])@(?=[\w-])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/giu,
      "\\$&",
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")

const writers: Readonly<
  Record<ExportFormat, (fields: readonly Field[], head: ExportHead) => Writer>
> = {
  csv: (fields, head) => ({
    head: `${byteOrderMark}${Papa.unparse(
      headLines(head).map((line) => [`# ${line}`]),
      quoting,
    )}\r\n${Papa.unparse([labels(fields)], quoting)}\r\n`,
    rows: (rows) =>
      `${Papa.unparse(
        rows.map((row) => fields.map(({ id }) => plain(row.cells[id]))),
        quoting,
      )}\r\n`,
    tail: "",
  }),
  json: (fields, head) => ({
    head: `${JSON.stringify({ ...head, ...nulls, columns: fields.map(({ id, label, kind }) => ({ id, label, kind })) }).slice(0, -1)},"items":[\n`,
    rows: (rows, first) =>
      (first ? "" : ",\n") + rows.map((row) => JSON.stringify(members(fields, row))).join(",\n"),
    tail: "\n]}\n",
  }),
  ndjson: (fields, head) => ({
    head: `${JSON.stringify({ export: { ...head, ...nulls } })}\n`,
    rows: (rows) => rows.map((row) => `${JSON.stringify(members(fields, row))}\n`).join(""),
    tail: "",
  }),
  markdown: (fields, head) => ({
    head: `${headLines(head)
      .map((line) => `> ${markdownCell(line)}`)
      .join("\n")}\n\n`,
    rows: (rows, first) => {
      const lines = rows.map((row) => fields.map(({ id }) => markdownCell(plain(row.cells[id]))))
      const table = markdownTable([labels(fields).map(markdownCell), ...lines], {
        alignDelimiters: false,
        padding: true,
      })
      // The head of the table stands once; the parts that follow are rows alone.
      return `${first ? table : table.split("\n").slice(2).join("\n")}\n`
    },
    tail: "",
  }),
}

const types: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  csv: ["text/csv;charset=utf-8", "csv"],
  json: ["application/json", "json"],
  ndjson: ["application/x-ndjson", "ndjson"],
  markdown: ["text/markdown;charset=utf-8", "md"],
}

/** Longest that the words of a file's name are, so that every system takes it. */
const nameRoom = 120

/** "packages-portal-demo-2026-11-21.csv"; what is not complete says so in its name. */
export const exportName = (format: ExportFormat, what: string, head: ExportHead): string => {
  const words = [what, ...head.from]
    .join("-")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, nameRoom)
    .replace(/-$/, "")
  return `${words}-${head.exportedAt.slice(0, 10)}${head.complete ? "" : "-not-complete"}.${types[format][1]}`
}

/**
 * Writes rows as a file, a thousand at a time: each part goes to the browser's store of blobs, so that
 * neither the page nor its memory notices a large one.
 * @throws AbortError when it is cancelled
 */
export const writeExport = async (order: ExportOrder): Promise<Blob> => {
  const { format, fields, rows, head, signal, onProgress } = order
  const writer = writers[format](fields, head)
  const parts: Blob[] = [new Blob([writer.head])]
  for (let at = 0; at < rows.length; at += chunk) {
    signal.throwIfAborted()
    parts.push(new Blob([writer.rows(rows.slice(at, at + chunk), at === 0)]))
    onProgress(Math.min(rows.length, at + chunk))
    // Between the parts the page can draw, and hear "Cancel".
    await new Promise((resolve) => setTimeout(resolve))
  }
  if (rows.length === 0 && format === "markdown") parts.push(new Blob([writer.rows([], true)]))
  parts.push(new Blob([writer.tail]))
  return new Blob(parts, { type: types[format][0] })
}
