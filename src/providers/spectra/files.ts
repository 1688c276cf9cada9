import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { ofBuild, unfinished, unknown } from "./notes.ts"
import { askStatus, buildOf } from "./status.ts"
import type { Info, StatusFile } from "./statusWire.ts"

type Item = { readonly info: Info; readonly file: StatusFile }

const c = columnsOf<Item>()

const about = [
  c("name", "Name", "text", ({ file }) => file.name),
  c("size", "Size", "bytes", ({ file }) => file.size),
  c("type", "Type", "word", ({ file }) => [file.type, file.subtype].filter(Boolean).join(" / ")),
  c("format", "Format", "text", ({ file }) => file.format),
  c("extracted", "Files in it", "number", ({ info }) => info.statistics?.extracted),
  c("components", "Components", "number", ({ info }) => info.statistics?.components),
  c("unsupported", "Not looked into", "number", ({ info }) => info.statistics?.unsupported, {
    hint: "Files of a format that the analysis does not unpack.",
  }),
  c("classification", "Classification", "status", ({ file }) => file.classification?.status, {
    tones: { malicious: "critical", suspicious: "warn" },
  }),
  c("threat", "Threat", "text", ({ file }) => file.classification?.result),
]

const identity = [
  c("product", "Product", "text", ({ file }) => file.identity?.product),
  c("version", "Version", "version", ({ file }) => file.identity?.version),
  c("publisher", "Publisher", "text", ({ file }) => file.identity?.publisher),
  c("license", "License", "text", ({ file }) => file.identity?.license),
  c("purl", "Package URL", "id", ({ file }) => file.identity?.purl),
  c("homepage", "Home page", "link", ({ file }) => file.identity?.homepage || null),
  c("repository", "Repository", "link", ({ file }) => file.identity?.repository || null),
]

type Digest = { readonly algorithm: string; readonly hex: string }
const d = columnsOf<Digest>()
const digests = [
  d("algorithm", "Algorithm", "word", ({ algorithm }) => algorithm),
  d("digest", "Digest", "digest", ({ algorithm, hex }) => `${algorithm}:${hex}`, { room: "much" }),
]

type Trouble = { readonly path: string; readonly kind: "error" | "warning"; readonly said: unknown }
const t = columnsOf<Trouble>()
const troubles = [
  t("path", "File", "text", ({ path }) => path, { room: "much" }),
  t("kind", "Kind", "status", ({ kind }) => kind, { tones: { error: "fail", warning: "warn" } }),
  t("said", "What is wrong", "text", ({ said }) =>
    typeof said === "string" ? said : JSON.stringify(said),
  ),
]

const troublesOf = ({ unpacking }: Info): readonly Block[] => {
  const rows = (["error", "warning"] as const).flatMap((kind) =>
    Object.entries(unpacking?.[`${kind}s`] ?? {}).map(([path, said]) =>
      readRow(troubles, `${kind} ${path}`, { path, kind, said }, said),
    ),
  )
  return rows.length === 0
    ? []
    : [
        {
          kind: "table",
          title: "Could not be unpacked whole",
          one: "file",
          many: "files",
          name: "path",
          fields: fieldsOf(troubles),
          rows,
        },
      ]
}

const shown = (info: Info, file: StatusFile): Shown => {
  const item = { info, file }
  const fields = (title: string, columns: typeof about): Block => ({
    kind: "fields",
    title,
    fields: fieldsOf(columns),
    row: readRow(columns, title, item, file),
  })
  const hashes = (file.hashes ?? []).map(([algorithm, hex]) => ({
    algorithm: algorithm.toLowerCase(),
    hex: hex.toLowerCase(),
  }))
  return {
    blocks: [
      fields("File", about),
      hashes.length === 0
        ? unknown("the file's digests")
        : {
            kind: "table",
            title: "Digests",
            one: "digest",
            many: "digests",
            name: "algorithm",
            fields: fieldsOf(digests),
            rows: hashes.map((hash) => readRow(digests, hash.algorithm, hash, hash)),
          },
      ...(file.identity ? [fields("What it says it is", identity)] : []),
      ...troublesOf(info),
    ],
  }
}

/** The file of a version as it was sent: name, size, digests, and what it calls itself. */
export const files = (call: Call, at: Place, variant: string | undefined): Promise<Shown> => {
  const build = buildOf(variant)
  return ofBuild(build, async () => {
    const { analysis } = (await askStatus(call, at, build)).body
    const info = analysis.report?.info
    if (info?.file) return shown(info, info.file)
    return unfinished(analysis) ?? { blocks: [unknown("anything about the file")] }
  })
}
