import Pdf from "pdfkit"
import { buffer } from "node:stream/consumers"
import { checksReport } from "../answers.ts"
import { assessmentNames } from "../types.ts"
import type { Component, Dependency, Subject } from "../types.ts"
import { durationOf } from "./duration.ts"

type Doc = InstanceType<typeof Pdf>
type Row = readonly string[]

const faces = { plain: "Helvetica", bold: "Helvetica-Bold" } as const
const colours = { text: "#1a1a1a", muted: "#5a5a5a" } as const

/**
 * The faces that every reader of PDF has know Windows' Latin letters alone. What they lack is written as
 * its code point, so that it is told apart and not left out.
 */
const shown = (text: string): string =>
  text.replaceAll(
    /[^\u0020-\u007E\u00A0-\u00FF\u2013\u2014\u2018-\u201A\u201C-\u201E\u2022\u2026\u20AC]/gu,
    (letter) =>
      letter === "\n" ? letter : `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  )

const heading = (doc: Doc, text: string): void => {
  // Never alone at the end of a page.
  if (doc.y > doc.page.height - doc.page.margins.bottom - 60) doc.addPage()
  doc.moveDown(1).font(faces.bold).fontSize(12).fillColor(colours.text).text(shown(text))
  doc.moveDown(0.3)
}

const note = (doc: Doc, text: string): void => {
  doc.font(faces.plain).fontSize(9).fillColor(colours.muted).text(shown(text))
}

/** Rows below each other, of which the first is a head that says what stands in them. */
const table = (
  doc: Doc,
  widths: readonly (number | "*")[],
  head: Row,
  rows: readonly Row[],
): void => {
  doc.font(faces.plain).fontSize(8).fillColor(colours.text)
  doc.table({
    columnStyles: [...widths],
    rowStyles: (at) => ({
      border: [0, 0, 0.5, 0],
      borderColor: "#cccccc",
      // Less above the letters, which have room of their own there.
      padding: [3, 4, 4, 0],
      ...(at === 0 ? { font: { src: faces.bold, size: 8 } } : {}),
    }),
    data: [head, ...rows].map((row) => row.map(shown)),
  })
  doc.font(faces.plain).fontSize(9)
}

const overview = ({ analysis, quality, ...of }: Subject): readonly Row[] => [
  ["Project", of.project],
  ["Package", of.package],
  ["Version", of.version],
  ["Artifact", of.artifact === "main" ? "Version" : "Reproducible build"],
  ["File", analysis.file.name],
  ["Size", `${analysis.file.size} bytes`],
  ["SHA-256", analysis.file.hashes.sha256],
  ["CI status", quality.status],
  ["SAFE level", String(quality.level)],
  ["Analysed", of.timestamp],
  ["Duration", durationOf(of.duration)],
  ["Engine", analysis.engine],
]

/** What a component or dependency is called, with the licence it declares. */
const componentRow = ({ name, version, purl, licence }: Component): Row => [
  name,
  version,
  licence.expression ?? licence.declared ?? "not declared",
  purl,
]

const vulnerabilityRows = ({ analysis }: Subject): readonly Row[] => {
  const known = new Map<string, Component | Dependency>(
    [...analysis.components, ...analysis.dependencies].map((one) => [one.id, one]),
  )
  return analysis.vulnerabilities.map((one) => [
    one.id,
    one.malware ? `malicious release` : one.severity,
    one.score?.toFixed(1) ?? "none given",
    one.fixed ?? "none known",
    [...one.components, ...one.dependencies].map((id) => known.get(id)?.purl ?? id).join("\n"),
    one.title,
  ])
}

/** A table, or in its place the words for none. */
const listed = (
  doc: Doc,
  title: string,
  none: string,
  widths: readonly (number | "*")[],
  head: Row,
  rows: readonly Row[],
): void => {
  heading(doc, `${title} (${rows.length})`)
  if (rows.length === 0) note(doc, none)
  else table(doc, widths, head, rows)
}

const write = (doc: Doc, subject: Subject): void => {
  const { analysis, quality } = subject
  doc.font(faces.bold).fontSize(18).fillColor(colours.text)
  doc.text(shown(`${subject.package} ${subject.version}`))
  note(doc, `Summary of the analysis: CI status ${quality.status}`)
  doc.moveDown(0.5)
  table(doc, [90, "*"], ["What", "Value"], overview(subject))
  const { scans } = checksReport(subject)
  listed(
    doc,
    "Checks",
    "None was made.",
    ["*", 90, 70],
    ["Check", "Label", "Status"],
    Object.entries(scans).map(([key, { label, status }]) => [key, label, status]),
  )
  heading(doc, "Assessments")
  table(
    doc,
    ["*", 70, 70],
    ["Assessment", "Status", "Issues"],
    assessmentNames.map((name) => {
      const { label, status, count } = quality.assessments[name]
      return [label, status, String(count)]
    }),
  )
  listed(
    doc,
    "Issues",
    "No rule is broken.",
    [60, 55, 55, "*"],
    ["Rule", "Severity", "Status", "What"],
    quality.violations.map((one) => [one.ruleId, one.severity, one.status, one.description]),
  )
  listed(
    doc,
    "Vulnerabilities",
    "None of the advisories that are looked for holds for this file.",
    [85, 55, 45, 55, 130, "*"],
    ["Id", "Severity", "CVSS", "Fixed in", "In", "Title"],
    vulnerabilityRows(subject),
  )
  listed(
    doc,
    "Components",
    "None was found.",
    ["*", 70, 100, 180],
    ["Name", "Version", "Licence", "Package URL"],
    analysis.components.map(componentRow),
  )
  listed(
    doc,
    "Left out",
    "All of the file was looked at.",
    [180, "*"],
    ["Path", "Why"],
    analysis.notes.map(({ path, reason }) => [path, reason]),
  )
}

/** `rl-summary-pdf`: what the other reports hold, for a person to read. The layout is the sandbox's own. */
export const writeSummaryPdf = async (subject: Subject): Promise<Uint8Array> => {
  const doc = new Pdf({
    size: "A4",
    margin: 48,
    lang: "en",
    displayTitle: true,
    info: {
      Title: shown(`${subject.package} ${subject.version}: summary of the analysis`),
      Creator: "Waybill sandbox",
      // The same analysis makes the same file.
      CreationDate: new Date(subject.timestamp),
    },
  })
  const written = buffer(doc)
  write(doc, subject)
  doc.end()
  return await written
}
