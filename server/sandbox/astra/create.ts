import { randomUUID } from "node:crypto"
import { validateStrict } from "compare-versions"
import * as v from "valibot"
import { empty } from "../answer.ts"
import type { World } from "../api.ts"
import { Refused, bodyOf } from "./body.ts"
import { columns } from "./install.ts"
import { getPackage } from "./packages.ts"
import { problemOf } from "./problems.ts"
import { offer, withdraw } from "./upgrades.ts"

const sized = (least: number, most: number) =>
  v.pipe(v.string(), v.minLength(least), v.maxLength(most))
const Semver = v.pipe(v.string(), v.check(validateStrict, "must be a semantic version"))
const texts = v.array(v.string())
const Component = v.picklist(["acc", "acs", "trident", "kubernetes"])

const Images = v.array(
  v.strictObject({
    imageName: sized(1, 63),
    imagePath: sized(1, 1023),
    imageTag: sized(1, 31),
    imageDigest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
    dependsOnImages: v.optional(
      v.array(v.strictObject({ imageName: sized(1, 63), imageTag: sized(1, 31) })),
    ),
  }),
)

const Wanted = v.strictObject({
  type: v.literal("application/astra-package"),
  version: v.literal("1.0"),
  packageName: sized(1, 31),
  packageVersion: Semver,
  packageType: v.picklist(["install", "patch"]),
  bundleName: v.optional(texts),
  severityLevel: v.picklist(["recommended", "critical"]),
  images: v.optional(Images),
  artifacts: v.optional(
    v.array(
      v.strictObject({
        artifactName: v.string(),
        artifactIdentifier: sized(1, 511),
        artifactPath: v.string(),
        artifactVersion: v.optional(v.string()),
        dependsOnComponents: v.optional(
          v.array(v.strictObject({ componentName: Component, versions: texts })),
        ),
      }),
    ),
  ),
  files: v.optional(
    v.array(
      v.strictObject({
        fileName: sized(1, 63),
        fileIdentifier: sized(1, 511),
        fileMediaType: sized(1, 211),
        fileContents: v.pipe(v.string(), v.base64()),
      }),
    ),
  ),
  upgradableVersions: v.optional(
    v.strictObject({ minVersion: v.optional(v.string()), maxVersion: v.optional(v.string()) }),
  ),
  dependencies: v.optional(
    v.array(
      v.strictObject({
        componentName: Component,
        componentMinVersion: v.optional(v.string()),
        componentMaxVersion: v.optional(v.string()),
      }),
    ),
  ),
  metadata: v.optional(
    v.strictObject({
      labels: v.optional(v.array(v.strictObject({ name: v.string(), value: v.string() })), []),
    }),
  ),
})
type Wanted = v.InferOutput<typeof Wanted>

/** How long a new package is looked at, in ms. */
const verifying = 3000

/** Who creates packages here. */
const user = "8f84cf09-8036-51e4-b579-bd30cb07b269"

/** A package is incomplete while an image needs one that the package does not have. */
const lackOf = ({ images = [] }: Wanted): string | undefined => {
  const labelOf = (image: { imageName: string; imageTag: string }) =>
    `${image.imageName}:${image.imageTag}`
  const there = new Set(images.map(labelOf))
  return images
    .flatMap(({ dependsOnImages = [] }) => dependsOnImages.map(labelOf))
    .find((one) => !there.has(one))
}

/** Moves on what has been verified meanwhile. */
export const settle = (world: World): void => {
  const { db, now } = world
  const due = db
    .prepare(
      `select seq, verdict, "packageName" as name, "packageVersion" as version from astra_packages
       where "packageState" = 'verifying' and verified <= ?`,
    )
    .all(now())
  const change = db.prepare(
    `update astra_packages set "packageState" = ?, "packageStateDetails" = ? where seq = ?`,
  )
  for (const { seq = null, verdict, name, version } of due) {
    change.run(
      verdict === null ? "available" : "incomplete",
      JSON.stringify(
        verdict === null
          ? []
          : [
              {
                type: "https://astra.example.com/details/image-missing",
                title: "Image missing",
                detail: `${String(verdict)} isn't in the package.`,
              },
            ],
      ),
      seq,
    )
    if (verdict === null) offer(world, String(name), String(version))
  }
}

/** POST packages @throws Refused */
export const createPackage = async (world: World, request: Request): Promise<Response> => {
  const wanted = await bodyOf(request, "application/astra-package+json", Wanted)
  const twin = world.db
    .prepare(`select 1 from astra_packages where "packageName" = ? and "packageVersion" = ?`)
    .get(wanted.packageName, wanted.packageVersion)
  if (twin) throw new Refused(problemOf(10))
  const id = randomUUID()
  const stamp = `${new Date(world.now()).toISOString().slice(0, 23)}000Z`
  const orNull = (part: unknown): string | null =>
    part === undefined ? null : JSON.stringify(part)
  const values: Readonly<Record<(typeof columns)[number], string | null>> = {
    id,
    packageName: wanted.packageName,
    packageVersion: wanted.packageVersion,
    packageType: wanted.packageType,
    bundleName: orNull(wanted.bundleName),
    severityLevel: wanted.severityLevel,
    packageState: "verifying",
    packageStateDetails: "[]",
    upgradableVersions: orNull(wanted.upgradableVersions),
    dependencies: orNull(wanted.dependencies),
    metadata: JSON.stringify({
      labels: wanted.metadata?.labels ?? [],
      creationTimestamp: stamp,
      modificationTimestamp: stamp,
      createdBy: user,
    }),
    images: orNull(wanted.images),
    artifacts: orNull(wanted.artifacts),
    files: orNull(wanted.files),
  }
  world.db
    .prepare(
      `insert into astra_packages (${columns.map((name) => `"${name}"`).join(", ")}, verified, verdict)
       values (${columns.map(() => "?").join(", ")}, ?, ?)`,
    )
    .run(...columns.map((name) => values[name]), world.now() + verifying, lackOf(wanted) ?? null)
  const made = getPackage(world, id)
  const headers = new Headers(made.headers)
  headers.set("location", `${new URL(request.url).pathname}/${id}`)
  return new Response(made.body, { status: 201, headers })
}

/** DELETE packages/{id} */
export const deletePackage = (world: World, id: string): Response => {
  const gone = world.db
    .prepare(
      `delete from astra_packages where "id" = ? returning "packageName" as name, "packageVersion" as version`,
    )
    .get(id)
  if (!gone) return problemOf(1)
  withdraw(world, String(gone["name"]), String(gone["version"]))
  return empty(204)
}
