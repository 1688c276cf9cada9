import * as v from "valibot"
import type { Row, Scalar } from "../../model/field.ts"
import { columnsOf, readRow } from "../decode.ts"
import { entries } from "./wire.ts"
import type { AstraItem } from "./wire.ts"

const text = v.nullish(v.string())
const texts = v.nullish(v.array(v.string()))

/** An image that another one needs: an object as documented; a bare name is understood as well. */
const NeededImage = v.union([v.string(), v.looseObject({ imageName: v.string(), imageTag: text })])

/** What a package is made of, and what it needs. */
const contents = {
  packageStateTransitions: v.nullish(v.array(v.looseObject({ from: text, to: texts }))),
  packageStateDetails: v.nullish(
    v.array(
      v.looseObject({
        type: text,
        title: text,
        detail: text,
        additionalDetails: v.optional(v.unknown()),
      }),
    ),
  ),
  images: v.nullish(
    v.array(
      v.looseObject({
        imageName: text,
        imagePath: text,
        imageTag: text,
        imageDigest: text,
        dependsOnImages: v.nullish(v.array(NeededImage)),
      }),
    ),
  ),
  artifacts: v.nullish(
    v.array(
      v.looseObject({
        artifactName: text,
        artifactIdentifier: text,
        artifactPath: text,
        artifactVersion: text,
        dependsOnComponents: v.nullish(
          v.array(v.looseObject({ componentName: text, versions: texts })),
        ),
      }),
    ),
  ),
  files: v.nullish(
    v.array(
      v.looseObject({
        fileName: text,
        fileIdentifier: text,
        fileMediaType: text,
        fileContents: text,
      }),
    ),
  ),
  dependencies: v.nullish(
    v.array(
      v.looseObject({ componentName: text, componentMinVersion: text, componentMaxVersion: text }),
    ),
  ),
}

/** A package, of which some members were asked for. */
export const WholeItem = v.looseObject({ ...entries, ...contents })
export type WholeItem = v.InferOutput<typeof WholeItem>

/** A package as it is sent whole. */
export const AstraPackage = v.looseObject({
  ...WholeItem.entries,
  packageName: v.string(),
  packageVersion: v.string(),
  packageType: v.string(),
  severityLevel: v.string(),
  packageState: v.string(),
})

type Found = readonly Readonly<Record<string, Scalar>>[] | null | undefined

/** Small tables keep null for a member that is not there; the raw JSON tells which it was. */
const table = <Part>(
  parts: readonly Part[] | null | undefined,
  read: (part: Part) => Readonly<Record<string, Scalar | undefined>>,
): Found =>
  parts?.map((part) =>
    Object.fromEntries(Object.entries(read(part)).map(([key, value]) => [key, value ?? null])),
  ) ?? (parts === null ? null : undefined)

const joined = (parts: readonly string[] | null | undefined): string | undefined =>
  parts?.join(", ")

type Named = {
  readonly imageName?: string | null | undefined
  readonly imageTag?: string | null | undefined
}

/** An image as people write it: name and tag, or what of it is there. */
export const imageLabel = (image: string | Named): string =>
  typeof image === "string"
    ? image
    : [image.imageName, image.imageTag].filter((part) => part).join(":")

/** What base64 stands for, in bytes, without decoding it. */
const decodedSize = (base64: string | null | undefined): number | undefined =>
  base64 === null || base64 === undefined
    ? undefined
    : Math.floor((base64.replace(/[\s=]+/g, "").length * 3) / 4)

const detailsOf = (item: WholeItem): Found =>
  table(item.packageStateDetails, ({ type, title, detail, additionalDetails }) => ({
    title,
    detail,
    additional: additionalDetails ? JSON.stringify(additionalDetails) : null,
    type,
  }))

const artifactsOf = (item: WholeItem): Found =>
  table(item.artifacts, (one) => ({
    name: one.artifactName,
    version: one.artifactVersion,
    identifier: one.artifactIdentifier,
    path: one.artifactPath,
    dependsOn: one.dependsOnComponents
      ?.map(({ componentName, versions }) => `${componentName ?? ""} ${joined(versions) ?? ""}`)
      .join("; "),
  }))

const c = columnsOf<WholeItem>()

/** How to read the fields that fields.ts names and labels. */
const columns = [
  c("details", "", "records", detailsOf),
  c("transitions", "", "records", (item) =>
    table(item.packageStateTransitions, ({ from, to }) => ({ from, to: joined(to) })),
  ),
  c("dependencies", "", "records", (item) =>
    table(item.dependencies, (one) => ({
      component: one.componentName,
      from: one.componentMinVersion,
      to: one.componentMaxVersion,
    })),
  ),
  c("images", "", "records", (item) =>
    table(item.images, (one) => ({
      name: one.imageName,
      tag: one.imageTag,
      path: one.imagePath,
      digest: one.imageDigest,
      dependsOn: joined(one.dependsOnImages?.map(imageLabel)),
    })),
  ),
  c("artifacts", "", "records", artifactsOf),
  c("files", "", "records", (item) =>
    table(item.files, (one) => ({
      name: one.fileName,
      identifier: one.fileIdentifier,
      mediaType: one.fileMediaType,
      bytes: decodedSize(one.fileContents),
    })),
  ),
]

/** The cells of what only a whole package has. */
export const contentsOf = (item: AstraItem): Row["cells"] =>
  v.is(WholeItem, item) ? readRow(columns, "", item, undefined).cells : {}
