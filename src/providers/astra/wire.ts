import * as v from "valibot"

const text = v.nullish(v.string())
const texts = v.nullish(v.array(v.string()))

/** Everything but the id may be missing: a list sends the fields asked for alone. */
const entries = {
  type: text,
  version: text,
  id: v.string(),
  packageName: text,
  packageVersion: text,
  packageType: text,
  bundleName: texts,
  severityLevel: text,
  packageState: text,
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
        dependsOnImages: texts,
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
  upgradableVersions: v.nullish(v.looseObject({ minVersion: text, maxVersion: text })),
  dependencies: v.nullish(
    v.array(
      v.looseObject({ componentName: text, componentMinVersion: text, componentMaxVersion: text }),
    ),
  ),
  metadata: v.nullish(
    v.looseObject({
      labels: v.nullish(v.array(v.looseObject({ name: v.string(), value: text }))),
      creationTimestamp: text,
      modificationTimestamp: text,
      createdBy: text,
      modifiedBy: text,
    }),
  ),
}

const AstraItem = v.looseObject(entries)
export type AstraItem = v.InferOutput<typeof AstraItem>

/** The top-level names of a package, in the order in which the API documents them. */
export const topLevel: readonly string[] = Object.keys(entries)

/** A package as it is sent whole. */
export const AstraPackage = v.looseObject({
  ...entries,
  packageName: v.string(),
  packageVersion: v.string(),
  packageType: v.string(),
  severityLevel: v.string(),
  packageState: v.string(),
})

/** With `include` an item is its values alone, in the order asked for. */
const positional = (include: readonly string[]) =>
  v.pipe(
    v.array(v.unknown()),
    v.length(include.length, `Expected ${include.length} values, one for each name in include`),
    v.transform((values) => Object.fromEntries(include.map((name, at) => [name, values[at]]))),
    AstraItem,
  )

const metadata = v.looseObject({
  /** How many items were sent, or how many there are: accounts differ, so nothing is made of it. */
  count: v.nullish(v.number()),
  continue: v.nullish(v.string()),
})

/** One item of an answer to `include`: an array as documented, or the object that it was before. */
const either = (include: readonly string[]): v.GenericSchema<unknown, AstraItem> => {
  const values = positional(include)
  return v.lazy((item) => (Array.isArray(item) ? values : AstraItem))
}

/** A list, asked for with these names in `include`, or for whole packages where that is undefined. */
export const listOf = (
  include: readonly string[] | undefined,
): v.GenericSchema<unknown, AstraList> =>
  v.looseObject({ items: v.array(include ? either(include) : AstraPackage), metadata })

export type AstraList = {
  readonly items: readonly AstraItem[]
  readonly metadata: v.InferOutput<typeof metadata>
}
