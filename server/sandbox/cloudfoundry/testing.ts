import * as v from "valibot"
import { afterEach, beforeEach, expect } from "vitest"
import { archiveOf } from "../archive.ts"
import { createSandbox } from "../index.ts"
import type { Sandbox } from "../index.ts"

export const origin = "http://127.0.0.1"
export const Package = v.looseObject({
  guid: v.string(),
  type: v.string(),
  state: v.string(),
  data: v.record(v.string(), v.unknown()),
})
export const Guids = v.looseObject({
  pagination: v.looseObject({ total_results: v.number() }),
  resources: v.array(v.looseObject({ guid: v.string() })),
})
export const Apps = v.looseObject({
  resources: v.array(
    v.looseObject({
      guid: v.string(),
      name: v.string(),
      lifecycle: v.looseObject({ type: v.string() }),
      relationships: v.looseObject({
        space: v.looseObject({ data: v.looseObject({ guid: v.string() }) }),
      }),
    }),
  ),
})
export const Named = v.looseObject({
  resources: v.array(v.looseObject({ guid: v.string(), name: v.string() })),
})
export const Build = v.looseObject({
  guid: v.string(),
  state: v.string(),
  error: v.nullable(v.string()),
})

let sandbox: Sandbox
let bearer = ""

/** Whoever asks from now on. */
export const become = async (name: string): Promise<void> => {
  bearer = await signIn(name)
}

/** As somebody known, with a body that is not of the usual kind. */
export const send = async (
  path: string,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  await sandbox.fetch(
    new Request(`${origin}/cloudfoundry${path}`, {
      method: "POST",
      headers: { authorization: bearer, ...headers },
      body,
      ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    }),
  )

/** Anybody, who knows an address. */
export const fetchAs = async (authorization: string | undefined, url: string): Promise<Response> =>
  await sandbox.fetch(
    new Request(url, authorization === undefined ? {} : { headers: { authorization } }),
  )

const control = async (path: string, body: unknown): Promise<void> => {
  const url = `${origin}/_sandbox/worlds/default/${path}`
  const answer = await sandbox.fetch(
    new Request(url, { method: "PUT", body: JSON.stringify(body) }),
  )
  expect(answer.ok).toBe(true)
}
export const advance = (ms: number) => control("clock", { advance: ms })
export const options = (value: object) => control("options/cloudfoundry", value)

const signIn = async (name: string): Promise<string> => {
  const answer = await sandbox.fetch(
    new Request(`${origin}/cloudfoundry/uaa/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("cf:")}` },
      body: new URLSearchParams({
        grant_type: "password",
        username: `${name}@example.com`,
        password: `sandbox-${name}`,
      }),
    }),
  )
  return `bearer ${v.parse(v.looseObject({ access_token: v.string() }), await answer.json()).access_token}`
}

export const ask = async (
  method: string,
  path: string,
  body?: object | FormData,
): Promise<Response> =>
  await sandbox.fetch(
    new Request(`${origin}/cloudfoundry${path}`, {
      method,
      headers: { authorization: bearer },
      ...(body === undefined
        ? {}
        : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    }),
  )
export const read = async <T>(schema: v.GenericSchema<unknown, T>, path: string): Promise<T> =>
  v.parse(schema, await (await ask("GET", path)).json())
export const packageAt = (guid: string) => read(Package, `/v3/packages/${guid}`)

export const refusal = async (answer: Response) => {
  const body = v.parse(
    v.object({ errors: v.array(v.looseObject({ detail: v.string(), code: v.number() })) }),
    await answer.json(),
  )
  return [answer.status, body.errors[0]?.code, body.errors[0]?.detail]
}

export const appsOf = async (type: string) =>
  (await read(Apps, "/v3/apps?per_page=5000")).resources.filter(
    ({ lifecycle }) => lifecycle.type === type,
  )
export const appOf = async (type = "buildpack", nth = 0): Promise<string> =>
  (await appsOf(type))[nth]?.guid ?? ""

export const to = (guid: string) => ({ relationships: { app: { data: { guid } } } })
export const create = async (body: object = {}): Promise<v.InferOutput<typeof Package>> => {
  const answer = await ask("POST", "/v3/packages", {
    type: "bits",
    ...to(await appOf(body && "data" in body ? "docker" : "buildpack")),
    ...body,
  })
  expect(answer.status).toBe(201)
  return v.parse(Package, await answer.json())
}

export const zip = archiveOf("package.json", Buffer.from("{}"))
export const form = (bytes: Uint8Array<ArrayBuffer> = new Uint8Array(zip)): FormData => {
  const made = new FormData()
  made.set("bits", new Blob([bytes]), "app.zip")
  return made
}
export const upload = async (guid: string, body: object | FormData = form()) =>
  await ask("POST", `/v3/packages/${guid}/upload`, body)
export const ready = async (bytes?: Uint8Array<ArrayBuffer>): Promise<string> => {
  const { guid } = await create()
  expect((await upload(guid, form(bytes))).status).toBe(200)
  await advance(3000)
  return guid
}

/** Makes a small sandbox for each test, whose clock stands still, and signs the operator in. */
export const setUpEach = (): void => {
  beforeEach(async () => {
    sandbox = createSandbox({ packages: 600 })
    await control("clock", { now: "2026-06-01T12:00:00Z" })
    await become("operator")
  })
  afterEach(async () => {
    await sandbox.close()
  })
}
