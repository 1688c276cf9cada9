import { readFileSync } from "node:fs"

/** A figure that has a limit. */
export type Check = {
  readonly what: string
  readonly measured: string
  readonly limit: string
  readonly holds: boolean
}

export type Table = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** One thing that was measured: what was done in words, what came out, and which limits that keeps. */
export type Section = {
  readonly title: string
  readonly words: string
  readonly tables?: readonly Table[]
  readonly checks: readonly Check[]
}

export type Report = {
  readonly at: string
  readonly machine: readonly string[]
  readonly sections: readonly Section[]
  /** What could not be measured, and why. */
  readonly failed: readonly string[]
}

export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`
export const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
export const MB = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** A limit from above on a number that is shown in some unit. */
export const atMost = (
  what: string,
  value: number,
  limit: number,
  show: (value: number) => string,
): Check => ({ what, measured: show(value), limit: show(limit), holds: value <= limit })

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`

const tableText = ({ head, rows }: Table): string =>
  [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")

const sectionText = ({ title, words, tables = [], checks }: Section): string =>
  [
    `### ${title}`,
    words,
    ...tables.map(tableText),
    ...(checks.length === 0
      ? []
      : [
          tableText({
            head: ["figure", "measured", "at most", ""],
            rows: checks.map(({ what, measured, limit, holds }) => [
              what,
              measured,
              limit,
              holds ? "holds" : "**does not hold**",
            ]),
          }),
        ]),
  ].join("\n\n")

export const checksOf = ({ sections }: Report): readonly Check[] =>
  sections.flatMap(({ checks }) => checks)

/** The report as Markdown, its headings of the third level. */
export const reportText = (report: Report): string => {
  const checks = checksOf(report)
  const broken = checks.filter(({ holds }) => !holds)
  const sum =
    broken.length === 0
      ? `All ${checks.length} limits hold.`
      : `${checks.length - broken.length} of ${checks.length} limits hold. Broken: ${broken.map(({ what }) => what).join("; ")}.`
  return [
    `Measured ${report.at}. ${report.machine.join(", ")}.`,
    sum,
    ...(report.failed.length === 0 ? [] : [`Not measured: ${report.failed.join("; ")}.`]),
    ...report.sections.map(sectionText),
  ].join("\n\n")
}

const begin = "<!-- bench -->"
const end = "<!-- /bench -->"

/** The text with the report between its two marks. @throws Error where the marks are missing */
export const publishIn = (file: string, report: Report): string => {
  const text = readFileSync(file, "utf8")
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`)
  return `${text.slice(0, from + begin.length)}\n\n${reportText(report)}\n\n${text.slice(to)}`
}
