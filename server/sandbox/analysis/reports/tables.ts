import type { Subject } from "../types.ts"

/** RFC 4180. */
const cell = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`

/** `rl-cve`: a row for each component or dependency that a vulnerability is in. The columns are the sandbox's own. */
export const writeCves = ({ analysis }: Subject): string => {
  const known = new Map(
    [...analysis.components, ...analysis.dependencies].map((one) => [one.id, one]),
  )
  const head = [
    "id",
    "severity",
    "cvss",
    "vector",
    "exploited",
    "malware",
    "purl",
    "path",
    "relation",
    "fixed in",
    "title",
    "source",
  ]
  const rows = analysis.vulnerabilities.flatMap((one) =>
    [...one.components, ...one.dependencies].map((id) => {
      const where = known.get(id)
      return [
        one.id,
        one.severity,
        one.score?.toFixed(1) ?? "",
        one.vector ?? "",
        one.exploited ? "yes" : "no",
        one.malware ? "yes" : "no",
        where?.purl ?? "",
        where?.path ?? "",
        one.components.includes(id) ? "component" : "dependency",
        one.fixed ?? "",
        one.title,
        one.url,
      ]
    }),
  )
  return table(head, rows)
}

/** `rl-uri`: each address found in the files, where first and how often. The columns are the sandbox's own. */
export const writeUris = ({ analysis }: Subject): string =>
  table(
    ["uri", "host", "count", "first path"],
    analysis.urls.map(({ url, path, count }) => [url, new URL(url).host, count, path]),
  )
