/** How a top-level field of a package is kept in its column: as it is, or as JSON. */
export const fields = {
  type: "text",
  version: "text",
  id: "text",
  packageName: "text",
  packageVersion: "text",
  packageType: "text",
  bundleName: "json",
  severityLevel: "text",
  packageState: "text",
  packageStateTransitions: "json",
  packageStateDetails: "json",
  images: "json",
  artifacts: "json",
  files: "json",
  upgradableVersions: "json",
  dependencies: "json",
  metadata: "json",
} as const satisfies Record<string, "text" | "json">

export type FieldName = keyof typeof fields

const isFieldName = (name: string): name is FieldName => Object.hasOwn(fields, name)

/** In the order in which the API writes them. */
export const fieldNames: readonly FieldName[] = Object.keys(fields).filter(isFieldName)

export const asFieldName = (name: string): FieldName | undefined =>
  isFieldName(name) ? name : undefined

const below = (parent: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${parent}.${name}`)

/** Everything in a package that holds a value: `a.b` inside an object, `a[*]` for each of an array. */
export const paths: ReadonlySet<string> = new Set([
  "type",
  "version",
  "id",
  "packageName",
  "packageVersion",
  "packageType",
  "bundleName[*]",
  "severityLevel",
  "packageState",
  ...below("packageStateTransitions[*]", ["from", "to[*]"]),
  ...below("packageStateDetails[*]", ["type", "title", "detail"]),
  ...below("images[*]", ["imageName", "imagePath", "imageTag", "imageDigest"]),
  ...below("images[*].dependsOnImages[*]", ["imageName", "imageTag"]),
  ...below("artifacts[*]", ["artifactName", "artifactIdentifier"]),
  ...below("artifacts[*]", ["artifactPath", "artifactVersion"]),
  ...below("artifacts[*].dependsOnComponents[*]", ["componentName", "versions[*]"]),
  ...below("files[*]", ["fileName", "fileIdentifier", "fileMediaType", "fileContents"]),
  ...below("upgradableVersions", ["minVersion", "maxVersion"]),
  ...below("dependencies[*]", ["componentName", "componentMinVersion", "componentMaxVersion"]),
  ...below("metadata.labels[*]", ["name", "value"]),
  ...below("metadata", ["creationTimestamp", "modificationTimestamp", "createdBy", "modifiedBy"]),
])

/** Paths that hold dates, kept with six digits after the second. */
export const dates: ReadonlySet<string> = new Set([
  "metadata.creationTimestamp",
  "metadata.modificationTimestamp",
])
