import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { imageLabel } from "./contents.ts"
import type { WholeItem } from "./contents.ts"
import { readPackage } from "./get.ts"
import { standingsOf } from "./graph.ts"
import type { Standing } from "./graph.ts"
import { isMet, readRunning } from "./running.ts"
import type { Need } from "./running.ts"
import { rangeWords } from "./versions.ts"
import type { Answer } from "./versions.ts"

type AstraImage = NonNullable<WholeItem["images"]>[number]
type AstraArtifact = NonNullable<WholeItem["artifacts"]>[number]
type Placed = {
  readonly image: AstraImage
  readonly needs: readonly string[]
  readonly standing: Standing | undefined
}

const i = columnsOf<Placed>()
const imageColumns = [
  i("name", "Image", "text", ({ image }) => image.imageName),
  i("tag", "Tag", "version", ({ image }) => image.imageTag),
  i("level", "Level", "number", ({ standing }) => standing?.level, {
    hint: "0 needs no other image, 1 needs such images alone, and so on",
  }),
  i("needs", "Needs", "list", ({ image, needs }) =>
    image.dependsOnImages === null ? null : needs,
  ),
  i("neededBy", "Needed by", "list", ({ standing }) => standing?.neededBy),
  i("lacks", "Not in the package", "list", ({ standing }) => standing?.lacks),
  i("path", "Path", "text", ({ image }) => image.imagePath),
  i("digest", "Digest", "digest", ({ image }) => image.imageDigest),
]

const a = columnsOf<AstraArtifact>()
const artifactColumns = [
  a("name", "Artifact", "text", (one) => one.artifactName),
  a("version", "Version", "version", (one) => one.artifactVersion),
  a("needs", "Needs", "list", (one) =>
    one.dependsOnComponents === undefined
      ? undefined
      : (one.dependsOnComponents?.map(({ componentName, versions }) =>
          [componentName ?? "", (versions ?? []).join(", ")].join(" ").trim(),
        ) ?? null),
  ),
  a("path", "Path", "text", (one) => one.artifactPath),
  a("identifier", "Identifier", "id", (one) => one.artifactIdentifier),
]

/** Each circle once, wherever one begins to walk it. */
const circlesIn = (standings: ReadonlyMap<string, Standing>): readonly Block[] => {
  const seen = new Set<string>()
  return [...standings.values()].flatMap(({ circle }): readonly Block[] => {
    const key = circle.toSorted().join("\n")
    if (circle.length === 0 || circle.some((name) => seen.has(name))) return []
    seen.add(key)
    for (const name of circle) seen.add(name)
    return [
      {
        kind: "note",
        tone: "warn",
        title: "Images need each other in a circle, so none of them can come first.",
        detail: circle.join(" → "),
      },
    ]
  })
}

/** The images in the order in which they can be installed: what others need comes first. */
const imagesOf = ({ images }: WholeItem): readonly Block[] => {
  if (!images || images.length === 0) return [unsaid(images, "images")]
  const labels = new Map(images.map((image) => [image.imageName ?? "", imageLabel(image)]))
  const placed = images.map((image) => ({
    image,
    name: imageLabel(image),
    // A bare name means the image of that name, whatever its tag.
    needs: (image.dependsOnImages ?? []).map((one) =>
      typeof one === "string" ? (labels.get(one) ?? one) : imageLabel(one),
    ),
  }))
  const standings = standingsOf(placed)
  const rows = placed
    .map((one) => ({ ...one, standing: standings.get(one.name) }))
    .toSorted(
      (one, other) => (one.standing?.level ?? Infinity) - (other.standing?.level ?? Infinity) || 0,
    )
  const lacking = rows.filter(({ standing }) => (standing?.lacks.length ?? 0) > 0)
  return [
    ...circlesIn(standings),
    ...lacking.slice(0, 1).map((): Block => ({
      kind: "note",
      tone: "warn",
      title: "Images need others that are not in the package.",
      detail: lacking
        .map(({ name, standing }) => `${name} needs ${standing?.lacks.join(", ") ?? ""}`)
        .join("; "),
    })),
    {
      kind: "table",
      title: "Images",
      one: "image",
      many: "images",
      name: "name",
      fields: fieldsOf(imageColumns),
      rows: rows.map((one, at) => readRow(imageColumns, String(at), one, one.image)),
    },
  ]
}

/** Nothing is there, or nothing is said: these are not the same. */
const unsaid = (found: readonly unknown[] | null | undefined, many: string): Block => ({
  kind: "note",
  tone: found ? "info" : "unknown",
  title: found ? `It has no ${many}.` : `Astra says nothing of its ${many}.`,
})

/** What a package is made of, and which of it needs which. */
export const contents = async (call: Call, at: Place): Promise<Shown> => {
  const { item } = await readPackage(call, idOf(at, "packages"))
  const { artifacts } = item
  return {
    blocks: [
      ...imagesOf(item),
      artifacts && artifacts.length > 0
        ? {
            kind: "table",
            title: "Artifacts",
            one: "artifact",
            many: "artifacts",
            name: "name",
            fields: fieldsOf(artifactColumns),
            rows: artifacts.map((one, index) => readRow(artifactColumns, String(index), one, one)),
          }
        : unsaid(artifacts, "artifacts"),
    ],
  }
}

type Checked = Need & { readonly runs: readonly string[]; readonly answer: Answer }

const met: Readonly<Record<Answer, string>> = { yes: "met", unclear: "check first", no: "not met" }

const n = columnsOf<Checked>()
const needColumns = [
  n("component", "Component", "text", (one) => one.component),
  n("from", "From", "version", (one) => one.min),
  n("to", "Up to", "version", (one) => one.max),
  n("runs", "Runs", "list", (one) => (one.runs.length === 0 ? undefined : one.runs), {
    hint: "As far as Astra tells it, through its upgrades",
  }),
  n("met", "Met", "status", (one) => met[one.answer], {
    tones: { met: "pass", "check first": "warn", "not met": "fail" },
  }),
]

/** What must be there before a package is installed, beside what is. */
export const needs = async (call: Call, at: Place): Promise<Shown> => {
  const [{ item }, running] = await Promise.all([
    readPackage(call, idOf(at, "packages")),
    readRunning(call),
  ])
  const { dependencies, upgradableVersions } = item
  const checked = (dependencies ?? []).map((one): Checked => {
    const need = {
      component: one.componentName ?? "",
      min: one.componentMinVersion,
      max: one.componentMaxVersion,
    }
    const runs = [...running.of(need.component).keys()]
    return { ...need, runs, answer: isMet(need, runs) }
  })
  const range = rangeWords({
    min: upgradableVersions?.minVersion,
    max: upgradableVersions?.maxVersion,
  })
  return {
    blocks: [
      {
        kind: "note",
        tone: range === "" ? "unknown" : "info",
        title:
          range === ""
            ? "It does not say which versions it upgrades."
            : `It upgrades versions ${range}.`,
      },
      ...(running.unknown ? [running.unknown] : []),
      checked.length > 0
        ? {
            kind: "table",
            title: "Dependencies",
            one: "component",
            many: "components",
            name: "component",
            fields: fieldsOf(needColumns),
            rows: checked.map((one, index) => readRow(needColumns, String(index), one, one)),
          }
        : unsaid(dependencies, "dependencies"),
    ],
  }
}
