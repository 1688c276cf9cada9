import type { Call, Fetch } from "../../model/call.ts"
import type { Row, Value } from "../../model/field.ts"
import { valueOf } from "../../model/field.ts"
import { emptyQuery } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { callOver } from "../contract/subject.ts"
import { packages } from "./packages.ts"

/** What these tests need of the sandbox, which adapters may not import. */
type Sandbox<World> = {
  readonly install: (world: World) => void
  readonly open: (world: World, origin: string) => Fetch
}

type Access = {
  readonly settings: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

/** Seeds of which releases are made, some of them semantic versions and some before a release. */
export const seed = Array.from({ length: 30 }, (_, at) => ({
  from: "npm" as const,
  name: `tool-${at % 20}`,
  version: at % 7 === 0 ? `2.0.0-beta.${at}` : `1.${at}.0`,
}))

/** Fills a world, and calls it as the gateway would; `asked` has the queries of all requests. */
export const openOver = <World>(sandbox: Sandbox<World>, world: World, access: Access) => {
  sandbox.install(world)
  const answer = sandbox.open(world, "https://sandbox.test/astra")
  const asked: URLSearchParams[] = []
  const call = callOver(async (request) => {
    asked.push(new URL(request.url).searchParams)
    request.headers.set("authorization", `Bearer ${access.secrets["token"]}`)
    return await answer(request)
  }, access.settings)
  return { world, call, asked }
}

/** A server that answers everything alike. */
export const answering = (status: number, body: unknown, type = "application/json"): Call =>
  callOver(
    () =>
      Promise.resolve(
        new Response(typeof body === "string" ? body : JSON.stringify(body), {
          status,
          headers: { "content-type": type },
        }),
      ),
    { account: "acc-1" },
  )

export const queryOf = (more: Partial<Query>): Query => ({ ...emptyQuery, size: 500, ...more })

export const listAll = async (call: Call, more: Partial<Query> = {}): Promise<readonly Row[]> =>
  (await packages.list(call, [], queryOf(more))).rows

export const valuesOf = (rows: readonly Row[], id: string): readonly Value[] =>
  rows.flatMap((row) => {
    const value = valueOf(row, id)
    return value === undefined ? [] : [value]
  })

/** A list as the API wraps it. */
export const listOf = (items: readonly unknown[], metadata: object = {}) => ({
  type: "application/astra-packages",
  version: "1.0",
  items,
  metadata,
})

export const hash = "0".repeat(64)

/** A package that has every member that the API documents. */
export const sample = {
  type: "application/astra-package",
  version: "1.0",
  id: "11111111-2222-4333-8444-555555555555",
  packageName: "trident",
  packageVersion: "23.1.0",
  packageType: "patch",
  bundleName: ["one", "two"],
  severityLevel: "critical",
  packageState: "corrupt",
  packageStateTransitions: [{ from: "corrupt", to: ["incomplete", "available"] }],
  packageStateDetails: [
    { type: "t:1", title: "Mismatch", detail: "No match.", additionalDetails: { tries: 2 } },
    { type: "t:2", title: "Missing", detail: "Not there." },
  ],
  images: [
    {
      imageName: "server",
      imagePath: "/p",
      imageTag: "1",
      imageDigest: `sha256:${hash}`,
      dependsOnImages: [{ imageName: "a", imageTag: "1" }, "b"],
    },
  ],
  artifacts: [
    {
      artifactName: "chart",
      artifactIdentifier: "chart.tgz",
      artifactPath: "charts",
      dependsOnComponents: [
        { componentName: "kubernetes", versions: ["v1.27", "v1.28"] },
        { componentName: "acc", versions: ["23"] },
      ],
    },
  ],
  files: [
    {
      fileName: "f.yaml",
      fileIdentifier: "f",
      fileMediaType: "application/x-yaml",
      fileContents: "aGVsbG8g\nd29ybGQ=",
    },
  ],
  upgradableVersions: { minVersion: "22.0.0", maxVersion: "23.0.1" },
  dependencies: [{ componentName: "kubernetes", componentMinVersion: "v1.24.0" }],
  metadata: {
    labels: [{ name: "stage", value: "test" }],
    creationTimestamp: "2023-02-03T04:05:06.789012Z",
    modificationTimestamp: "2023-03-03T04:05:06.000000Z",
    createdBy: "u-1",
  },
}
