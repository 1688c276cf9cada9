import { DatabaseSync } from "node:sqlite"
import { validateStrict } from "compare-versions"
import * as v from "valibot"
import { expect } from "vitest"
import type { World } from "../api.ts"
import { createRandom } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { astra } from "./index.ts"

export const start = Date.parse("2026-03-01T12:00:00Z")

const seed: readonly SeedPackage[] = [
  ...Array.from({ length: 30 }, (_, at) => ({
    from: "npm" as const,
    name: `tool-${at % 20}`,
    version: at % 7 === 0 ? `2.0.0-beta.${at}` : `1.${at}.0`,
  })),
  { from: "debian", name: "bash", version: "1:5.2.15-2+b7" },
  { from: "debian", name: "no-version", version: "none" },
  { from: "npm", name: "@scope/name", version: "1.0.0" },
  { from: "npm", name: "a-name-of-more-than-thirty-one-letters", version: "1.0.0" },
]

export const createWorld = (packages = 300) => {
  const clock = { now: start }
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => clock.now,
    random: createRandom("astra"),
    seed,
    packages,
    secret: "secret",
  }
  astra.install(world)
  return { world, clock, answer: astra.open(world, "https://sandbox.test/astra") }
}
export type Made = ReturnType<typeof createWorld>

export const token = astra.secrets["token"] ?? ""
export const path = `/accounts/${astra.settings["account"]}/core/v1/packages`

export const get = async (
  { answer }: Made,
  address: string,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
  method = "GET",
) => await answer(new Request(`https://sandbox.test${address}`, { method, headers }))

/** A write, as the owner unless said otherwise, of JSON under the type that the API wants. */
export const write = async (
  { answer }: Made,
  method: string,
  address: string,
  { json, headers = {} }: { json?: unknown; headers?: Record<string, string> } = {},
) =>
  await answer(
    new Request(`https://sandbox.test${address}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(json === undefined
          ? {}
          : {
              "content-type": `application/astra-${address.includes("/upgrades") ? "upgrade" : "package"}+json`,
            }),
        ...headers,
      },
      ...(json === undefined
        ? {}
        : { body: typeof json === "string" ? json : JSON.stringify(json) }),
    }),
  )

const Version = v.pipe(v.string(), v.check(validateStrict))
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(31))
const Stamp = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/))
const Component = v.picklist(["acc", "acs", "trident", "kubernetes"])
const texts = v.array(v.string())
export const Package = v.strictObject({
  type: v.literal("application/astra-package"),
  version: v.literal("1.0"),
  id: v.pipe(v.string(), v.uuid()),
  packageName: Name,
  packageVersion: Version,
  packageType: v.picklist(["install", "patch"]),
  bundleName: v.optional(texts),
  severityLevel: v.picklist(["recommended", "critical"]),
  packageState: v.picklist(["verifying", "corrupt", "incomplete", "available"]),
  packageStateTransitions: v.array(v.strictObject({ from: v.string(), to: texts })),
  packageStateDetails: v.array(
    v.strictObject({
      type: v.string(),
      title: v.string(),
      detail: v.string(),
      additionalDetails: v.optional(v.looseObject({})),
    }),
  ),
  images: v.optional(
    v.array(
      v.strictObject({
        imageName: v.pipe(v.string(), v.maxLength(63)),
        imagePath: v.string(),
        imageTag: v.pipe(v.string(), v.maxLength(31)),
        imageDigest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
        dependsOnImages: v.optional(
          v.array(v.strictObject({ imageName: v.string(), imageTag: v.string() })),
        ),
      }),
    ),
  ),
  artifacts: v.optional(
    v.array(
      v.strictObject({
        artifactName: v.string(),
        artifactIdentifier: v.string(),
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
        fileName: v.pipe(v.string(), v.maxLength(63)),
        fileIdentifier: v.string(),
        fileMediaType: v.string(),
        fileContents: v.pipe(v.string(), v.base64()),
      }),
    ),
  ),
  upgradableVersions: v.optional(v.strictObject({ minVersion: v.string(), maxVersion: Version })),
  dependencies: v.optional(
    v.array(
      v.strictObject({
        componentName: Component,
        componentMinVersion: v.optional(v.string()),
        componentMaxVersion: v.optional(v.string()),
      }),
    ),
  ),
  metadata: v.strictObject({
    labels: v.array(v.strictObject({ name: v.string(), value: v.string() })),
    creationTimestamp: Stamp,
    modificationTimestamp: Stamp,
    createdBy: v.string(),
    modifiedBy: v.optional(v.string()),
  }),
})
export type Package = v.InferOutput<typeof Package>

const listOf = <T>(item: v.GenericSchema<unknown, T>) =>
  v.strictObject({
    type: v.literal("application/astra-packages"),
    version: v.literal("1.0"),
    items: v.array(item),
    metadata: v.strictObject({
      labels: v.array(v.unknown()),
      creationTimestamp: v.optional(Stamp),
      modificationTimestamp: v.optional(Stamp),
      count: v.number(),
      continue: v.optional(v.string()),
    }),
  })

export const ask = (query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query)}`

export const list = async (made: Made, address = path) => {
  const response = await get(made, address)
  expect(response.status).toBe(200)
  return v.parse(listOf(Package), await response.json())
}

export const arrays = async (made: Made, query: Readonly<Record<string, string>>) => {
  const response = await get(made, ask(query))
  expect(response.status).toBe(200)
  return v.parse(listOf(v.array(v.unknown())), await response.json()).items
}

const Problem = v.strictObject({
  type: v.string(),
  title: v.string(),
  detail: v.string(),
  status: v.string(),
  correlationID: v.pipe(v.string(), v.uuid()),
  invalidParams: v.optional(v.array(v.strictObject({ name: v.string(), reason: v.string() }))),
  invalidFields: v.optional(v.array(v.strictObject({ name: v.string(), reason: v.string() }))),
})

/** The status, the number of the problem, and what it says of parameters or fields. */
export const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  const { type, status, invalidParams, invalidFields } = v.parse(Problem, await response.json())
  expect(status).toBe(String(response.status))
  return [response.status, Number(type.split("/").at(-1)), invalidParams ?? invalidFields] as const
}
