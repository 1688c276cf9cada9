import { createHash, randomBytes } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { makeZip } from "client-zip"
import * as v from "valibot"
import { fromBufferPromise } from "yauzl"
import { expect, it } from "vitest"
import {
  advance,
  ask,
  create,
  fetchAs,
  form,
  options,
  packageAt,
  ready,
  refusal,
  send,
  setUpEach,
  upload,
} from "./testing.ts"

setUpEach()

const kib = 1024
const sha1 = (bytes: Uint8Array): string => createHash("sha1").update(bytes).digest("hex")

type Unpacked = { readonly mode: number; readonly content: Buffer }

const zipOf = async (
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  mode = 0o644,
): Promise<Uint8Array<ArrayBuffer>> => {
  const entries = Object.entries(files).map(([name, input]) => ({ name, input, mode }))
  return await new Response(makeZip(entries)).bytes()
}

const unpack = async (archive: Buffer): Promise<Readonly<Record<string, Unpacked>>> => {
  const zip = await fromBufferPromise(archive)
  const found: Record<string, Unpacked> = {}
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    found[entry.fileName] = {
      mode: (entry.externalFileAttributes >>> 16) & 0o777,
      content,
    }
  }
  return found
}

const download = async (guid: string) => {
  const redirect = await ask("GET", `/v3/packages/${guid}/download`)
  const blob = await fetchAs(undefined, redirect.headers.get("location") ?? "")
  return await unpack(Buffer.from(await blob.arrayBuffer()))
}

const random = (size: number) => new Uint8Array(randomBytes(size))
const resource = (path: string, bytes: Uint8Array, mode?: string) => ({
  checksum: { value: sha1(bytes) },
  size_in_bytes: bytes.length,
  path,
  ...(mode === undefined ? {} : { mode }),
})

const Matches = v.object({
  resources: v.array(
    v.object({ checksum: v.object({ value: v.string() }), size_in_bytes: v.number() }),
  ),
})
const match = async (...resources: readonly object[]) => {
  const answer = await ask("POST", "/v3/resource_matches", { resources })
  expect(answer.status).toBe(201)
  return v.parse(Matches, await answer.json()).resources.map(({ checksum }) => checksum.value)
}

const withResources = (resources: unknown, bits?: Uint8Array<ArrayBuffer>): FormData => {
  const made = bits ? form(bits) : new FormData()
  made.set("resources", typeof resources === "string" ? resources : JSON.stringify(resources))
  return made
}

it("knows the files of bits that came, from 64 KiB, by what is in them", async () => {
  const [small, exact, large] = [random(64 * kib - 1), random(64 * kib), random(90 * kib)]
  const asked = [resource("a", small), resource("b", exact), resource("c", large)]
  expect(await match(...asked)).toEqual([])
  await ready(await zipOf({ "package.json": random(9), small, exact, "lib/large": large }))
  expect(await match(...asked)).toEqual([sha1(exact), sha1(large)])
  // The size counts as well: another one is not what is kept.
  expect(await match({ ...resource("b", exact), size_in_bytes: 3 })).toEqual([])
  await options({ noMatching: true })
  expect(await match(...asked)).toEqual([])
})

it("keeps nothing that its owner may not read and write", async () => {
  const large = random(90 * kib)
  await ready(await zipOf({ large }, 0o444))
  expect(await match(resource("large", large))).toEqual([])
})

it("puts what it has back into the package, path, mode and every byte", async () => {
  const [jar, script] = [random(300 * kib), random(70 * kib)]
  const whole = { "package.json": random(20), "lib/a.jar": jar, "bin/run": script }
  await ready(await zipOf(whole))
  const { guid } = await create()
  const rest = await zipOf({ "package.json": whole["package.json"] })
  const body = withResources([resource("lib/a.jar", jar, "644"), resource("bin/run", script)], rest)
  expect((await upload(guid, body)).status).toBe(200)
  await advance(3000)
  expect(await packageAt(guid)).toMatchObject({ state: "READY", data: { error: null } })
  const found = await download(guid)
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(whole).toSorted())
  for (const [path, bytes] of Object.entries(whole))
    expect(found[path]?.content.equals(bytes)).toBe(true)
  expect([found["lib/a.jar"]?.mode, found["bin/run"]?.mode]).toEqual([0o644, 0o744])
  // As the archive that was put together, and not the one that was sent.
  const sent = createHash("sha256").update(rest).digest("hex")
  expect(await packageAt(guid)).not.toMatchObject({ data: { checksum: { value: sent } } })
})

it("needs no bits where it has everything, and takes the old way to write resources", async () => {
  const large = random(90 * kib)
  await ready(await zipOf({ "package.json": large }))
  const { guid } = await create()
  const old = { fn: "package.json", sha1: sha1(large), size: large.length, mode: "600" }
  expect((await upload(guid, withResources([old]))).status).toBe(200)
  await advance(3000)
  const found = await download(guid)
  expect(found["package.json"]?.content.equals(large)).toBe(true)
  expect(found["package.json"]?.mode).toBe(0o600)
})

it.each([
  [{ path: "../x" }, "The resource file path is invalid: File path '../x' is not safe."],
  [
    { mode: "144" },
    "The resource file mode is invalid: File mode '144' is invalid. Minimum file mode is '0600'",
  ],
  [{ checksum: { value: "0".repeat(40) } }, `Could not find object '${"0".repeat(40)}'`],
  [{ path: null }, "The app upload is invalid: invalid :resources"],
])("fails a package whose resources are %j", async (change, error) => {
  const large = random(90 * kib)
  const bits = await zipOf({ large })
  await ready(bits)
  const { guid } = await create()
  await upload(guid, withResources([{ ...resource("x", large), ...change }], bits))
  await advance(3000)
  expect(await packageAt(guid)).toMatchObject({ state: "FAILED", data: { error } })
})

it("refuses an upload of nothing, and resources that are no list", async () => {
  const { guid } = await create()
  const nothing = await refusal(await upload(guid, withResources([])))
  expect(nothing[2]).toBe("Upload must include either resources or bits")
  for (const wrong of ["{", "{}", '"x"'])
    expect((await refusal(await upload(guid, withResources(wrong))))[2]).toBe(
      "Resources must be valid JSON.",
    )
  expect(await packageAt(guid)).toMatchObject({ state: "AWAITING_UPLOAD" })
})

const fault = (what: string) => `Resources array contains at least one resource with a ${what}`
const value = "a".repeat(40)

it.each([
  [{}, "Resources must be an array"],
  [{ resources: {} }, "Resources must be an array"],
  [{ resources: [] }, "Resources must have at least 1 resource"],
  [{ resources: [{}, { checksum: 1 }] }, fault("non-object checksum")],
  [{ resources: [{ checksum: {}, size_in_bytes: 1 }] }, fault("non-string checksum value")],
  [
    { resources: [{ checksum: { value: "a" }, size_in_bytes: 1 }] },
    fault("non-SHA1 checksum value"),
  ],
  [{ resources: [{ checksum: { value } }] }, fault("non-integer size_in_bytes")],
  [
    { resources: [{ checksum: { value }, size_in_bytes: 0.5 }] },
    fault("non-integer size_in_bytes"),
  ],
  [{ resources: [{ checksum: { value }, size_in_bytes: -1 }] }, fault("negative size_in_bytes")],
  [
    { resources: Array.from({ length: 5001 }, () => ({ checksum: { value }, size_in_bytes: 1 })) },
    "Resources can have at most 5000 resources)",
  ],
])("refuses to match %j", async (body, detail) => {
  const answer = await ask("POST", "/v3/resource_matches", body)
  expect(await refusal(answer)).toEqual([422, 10008, detail])
})

it("matches nothing while uploads are switched off, of no JSON, and not in 2015", async () => {
  const asked = { resources: [{ checksum: { value }, size_in_bytes: 1 }] }
  const old = await ask("POST", "/2015/v3/resource_matches", asked)
  expect((await refusal(old)).slice(0, 2)).toEqual([404, 10000])
  expect((await refusal(await send("/v3/resource_matches", "{"))).slice(0, 2)).toEqual([400, 1001])
  await options({ noUploads: true })
  const off = await ask("POST", "/v3/resource_matches", asked)
  expect((await refusal(off)).slice(0, 2)).toEqual([403, 330_002])
})
