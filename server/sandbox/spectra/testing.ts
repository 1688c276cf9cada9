import * as v from "valibot"
import { expect } from "vitest"
import { tgz } from "../analysis/archiveFixtures.ts"
import { createSandbox } from "../index.ts"
import type { Sandbox } from "../index.ts"
import { readSeed } from "../seed/read.ts"
import type { SeedPackage } from "../seed/read.ts"

export const origin = "http://sandbox"
export const bearer = "Bearer sandbox-spectra-token"

const Refusal = v.strictObject({ error: v.string() })

/** A version that no name of the filling is like. */
export type Names = readonly [project: string, item: string, version?: string]

/** `pkg:rl/...`, as an API client writes it. */
export const purlOf = (...names: readonly (string | undefined)[]): string => {
  const [project, item, version] = names.map((name) =>
    name === undefined ? undefined : encodeURIComponent(name),
  )
  return `pkg:rl/${project ?? ""}${item === undefined ? "" : `/${item}`}${version === undefined ? "" : `@${version}`}`
}

const Status = v.object({
  analysis: v.object({
    schema: v.literal("2"),
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    version: v.string(),
    duration: v.pipe(v.string(), v.regex(/^\d\d:\d\d:\d\d\.\d{3}$/)),
    status: v.string(),
    message: v.optional(v.string()),
    report: v.nullish(
      v.object({
        info: v.looseObject({
          file: v.looseObject({
            name: v.string(),
            size: v.number(),
            hashes: v.array(v.tuple([v.string(), v.string()])),
          }),
          statistics: v.looseObject({
            quality: v.looseObject({ status: v.picklist(["pass", "fail"]) }),
          }),
          portal: v.object({ reference: v.string(), download: v.optional(v.string()) }),
        }),
      }),
    ),
  }),
})

/** An npm package; `more` goes into its manifest. */
export const demo = async (more: object = {}): Promise<Uint8Array> =>
  await tgz({
    "package/package.json": JSON.stringify({
      name: "left-pad",
      version: "1.0.0",
      license: "MIT",
      ...more,
    }),
  })

/** A sandbox whose clock stands still, and a client of its Portal. */
export const openPortal = async (packages = 60) => {
  const sandbox: Sandbox = createSandbox({ packages })

  const control = async (path: string, body: unknown): Promise<void> => {
    const answer = await sandbox.fetch(
      new Request(`${origin}/_sandbox/worlds/default/${path}`, {
        method: "PUT",
        body: JSON.stringify(body),
      }),
    )
    expect(answer.ok).toBe(true)
  }
  await control("clock", { now: "2026-06-01T12:00:00Z" })

  /** `path` below the API's own prefix. */
  const call = async (
    method: string,
    path: string,
    init: Omit<RequestInit, "method"> & { readonly token?: string } = {},
  ): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set("authorization", init.token ?? bearer)
    return await sandbox.fetch(
      new Request(`${origin}/spectra/api/public/v1/${path}`, { ...init, method, headers }),
    )
  }

  /** The same for a version or what stands above it, in the group that the token sees. */
  const at = async (
    method: string,
    operation: string,
    names: readonly (string | undefined)[],
    {
      query = "",
      json,
      ...init
    }: RequestInit & { query?: string; json?: unknown; token?: string } = {},
  ): Promise<Response> => {
    const [first = "", ...more] = operation.split(" ")
    const path = [first, "Sandbox/Default", ...more, purlOf(...names)].join("/")
    return await call(method, `${path}${query}`, {
      ...init,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
  }

  /** Uploads bytes under a name. */
  const upload = async (
    names: Names,
    bytes: Uint8Array | string,
    {
      query = "",
      name = "file.bin",
      ...init
    }: { query?: string; name?: string; token?: string } = {},
  ): Promise<Response> =>
    await at("POST", "scan", names, {
      query,
      body: typeof bytes === "string" ? bytes : new Uint8Array(bytes),
      headers: { "content-disposition": `attachment; filename="${name}"` },
      ...init,
    })

  /** What the status answer says of an artifact. */
  const status = async (names: readonly string[], query = "") => {
    const answer = await at("GET", "status", names, { query })
    expect(answer.status).toBe(200)
    return v.parse(Status, await answer.json()).analysis
  }

  return {
    sandbox,
    status,
    /** A package that the world's registries have. */
    known: (): SeedPackage => {
      const [first] = readSeed()
      if (!first) throw new Error("The seed is empty.")
      return first
    },
    control,
    call,
    at,
    upload,
    /** Lets time pass: an analysis takes two seconds. */
    pass: async (ms: number): Promise<void> => await control("clock", { advance: ms }),
    options: async (options: unknown): Promise<void> => await control("options/spectra", options),
  }
}
export type Portal = Awaited<ReturnType<typeof openPortal>>

/** What was answered in plain text. */
export const said = async (answer: Response) => ({
  status: answer.status,
  text: await answer.text(),
})

/** What a refusal says. */
export const refusalOf = async (answer: Response) => ({
  status: answer.status,
  ...v.parse(Refusal, await answer.json()),
})
