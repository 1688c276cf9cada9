import { randomBytes } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { BlobWriter, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-custom.js"
import { makeZip } from "client-zip"
import * as v from "valibot"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { fromBufferPromise } from "yauzl"
import { createSandbox } from "../../../server/sandbox/index.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import type { Place } from "../../model/place.ts"
import { receivedOf } from "../../model/received.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { sentWith } from "../http.ts"
import { reports, upload } from "./actions.ts"
import { openArchive } from "./archive.ts"
import { askFor, leaveOutKnown } from "./matching.ts"
import { find, read, setUp } from "./testing.ts"
import type { Made, Sandbox } from "./testing.ts"

let sandbox: Sandbox & { readonly close: () => Promise<void> }
beforeAll(() => {
  sandbox = createSandbox({ packages: 0 })
})
afterAll(async () => {
  await sandbox.close()
})
const open = (other?: string) => setUp(sandbox, upstreams.cloudfoundry, other)

const kib = 1024
type File = { readonly bytes: Uint8Array; readonly mode?: number }
const random = (size: number): Uint8Array => new Uint8Array(randomBytes(size))
/** Bytes that deflate well. */
const text = (size: number, word: string): Uint8Array => Buffer.alloc(size, `${word} `)

/** An archive as most programs write it: deflated, with the modes of Unix. */
const zipOf = async (
  files: Readonly<Record<string, File>>,
  options: object = {},
): Promise<Blob> => {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options })
  for (const [name, { bytes, mode = 0o100_644 }] of Object.entries(files))
    await writer.add(name, new Uint8ArrayReader(bytes), {
      msDosCompatible: false,
      unixMode: mode,
      directory: name.endsWith("/"),
    })
  return await writer.close(Buffer.from("a comment"))
}

const unpack = async (archive: Blob): Promise<Readonly<Record<string, Buffer>>> => {
  const zip = await fromBufferPromise(Buffer.from(await archive.arrayBuffer()))
  const found: Record<string, Buffer> = {}
  for await (const entry of zip.eachEntry())
    if (!entry.fileName.endsWith("/"))
      found[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry))
  return found
}

const modesIn = async (archive: Blob): Promise<Readonly<Record<string, number>>> => {
  const zip = await fromBufferPromise(Buffer.from(await archive.arrayBuffer()))
  const modes: Record<string, number> = {}
  for await (const { fileName, externalFileAttributes } of zip.eachEntry())
    modes[fileName] = (externalFileAttributes >>> 16) & 0o777
  return modes
}

const isSame = (found: Readonly<Record<string, Buffer>>, files: Readonly<Record<string, File>>) => {
  const names = Object.keys(files).filter((name) => !name.endsWith("/"))
  expect(Object.keys(found).toSorted()).toEqual(names.toSorted())
  for (const name of names)
    expect([name, found[name]?.equals(files[name]?.bytes ?? new Uint8Array())]).toEqual([
      name,
      true,
    ])
}

/** An app of three large files and what belongs to it. */
const app = (): Readonly<Record<string, File>> => ({
  "package.json": { bytes: text(200, "{}") },
  "lib/": { bytes: new Uint8Array(), mode: 0o40_755 },
  "lib/a.jar": { bytes: random(100 * kib) },
  "bin/run": { bytes: text(80 * kib, "echo"), mode: 0o100_755 },
  "data.bin": { bytes: random(64 * kib) },
  "notes.txt": { bytes: text(64 * kib - 1, "note") },
})

describe("an archive without some of its files", () => {
  it.each([
    ["as most programs write it", () => zipOf(app())],
    ["written as it came, lengths behind the files", () => zipOf(app(), { dataDescriptor: true })],
    ["that is not compressed", () => zipOf(app(), { level: 0 })],
    [
      "of another library",
      async () =>
        await new Response(
          makeZip(Object.entries(app()).map(([name, { bytes }]) => ({ name, input: bytes }))),
        ).blob(),
    ],
  ])("%s keeps every byte of the others", async (_, make) => {
    const whole = await make()
    const { entries, without } = await openArchive(whole)
    const all = await unpack(whole)
    expect(await without(new Set())?.bytes()).toEqual(await whole.bytes())
    for (const gone of [...entries.map((one) => [one]), entries.slice(1), entries.slice(0, -1)]) {
      const rest = without(new Set(gone))
      const names = new Set(gone.map(({ filename }) => filename))
      const left = Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name)))
      const found = await unpack(rest ?? new Blob())
      expect(Object.keys(found)).toEqual(Object.keys(left))
      for (const [name, bytes] of Object.entries(left))
        expect(found[name]?.equals(bytes)).toBe(true)
    }
    expect(without(new Set(entries))).toBeUndefined()
  })
})

const values = async (made: Made) => {
  const { row } = await find(made, { type: ["bits"], state: ["READY"] })
  const guid = row.cells["app"]
  return { into: "new", app: typeof guid === "string" ? guid : "", leaveOut: "true" }
}

/** Sends an archive, and says how much of it was sent. */
const send = async (made: Made, body: Blob) => {
  const sizes: number[] = []
  const bodies: string[] = []
  const call: Made["call"] = {
    ...made.call,
    fetch: async (request) => {
      const sent = sentWith(request)?.body
      if (sent instanceof Blob) {
        sizes.push(sent.size)
        bodies.push(await sent.slice(0, 4000).text())
      }
      return await made.call.fetch(request)
    },
  }
  const received = receivedOf(
    await upload.send(call, { name: "app.zip", body }, await values(made), []),
  )
  return { ...received, place: received.place ?? [], sizes, bodies }
}

const downloaded = async (made: Made, place: Place): Promise<Blob> => {
  expect((await read(made, place)).cells["state"]).toBe("READY")
  const [bits] = reports
  const answer = await bits?.fetch(made.call, place, undefined)
  return (await answer?.blob()) ?? new Blob()
}

describe("sending only what the platform does not have", () => {
  it("sends all of it at first, then the rest, of which the platform makes the same files", async () => {
    const made = await open()
    const files = app()
    const whole = await zipOf(files)
    const first = await send(made, whole)
    expect(first.besides).toMatch(
      /^All 1\d\d KiB were sent: the platform has none of its files yet\.$/,
    )
    expect(first.sizes[0]).toBeGreaterThan(whole.size)
    expect(made.said.at(-1)).toBe("sending all of it")
    isSame(await unpack(await downloaded(made, first.place)), files)

    // One file of it is another one.
    const changed = { ...files, "data.bin": { bytes: random(70 * kib) } }
    const second = await send(made, await zipOf(changed))
    expect(second.besides).toMatch(
      /^7\d(\.\d)? KiB of 1\d\d KiB were sent: the platform had 2 of 5 files already\.$/,
    )
    expect(second.sizes[0]).toBeLessThan(80 * kib)
    isSame(await unpack(await downloaded(made, second.place)), changed)
    expect(await modesIn(await downloaded(made, second.place))).toMatchObject({
      "bin/run": 0o755,
      "lib/a.jar": 0o644,
    })
    expect(made.said).toContain("hashing its files, 100 %")
    expect(made.said.slice(-2)).toEqual([
      "asking which of them the platform has",
      "sending the rest",
    ])
  })

  it("sends no archive at all where the platform has every file", async () => {
    const made = await open()
    const files = { "package.json": { bytes: random(70 * kib) } }
    const whole = await zipOf(files)
    await send(made, whole)
    const { besides, bodies, place } = await send(made, await zipOf(files))
    expect(besides).toMatch(
      /^0 B of 70(\.\d)? KiB were sent: the platform had 1 of 1 files already\.$/,
    )
    expect(bodies[0]).toContain('name="resources"')
    expect(bodies[0]).not.toContain('name="bits"')
    isSame(await unpack(await downloaded(made, place)), files)
  })

  it("asks for plain files of a size that the platform keeps, and for no others", async () => {
    const made = await open()
    const big = random(64 * kib)
    await send(
      made,
      await zipOf({
        "plain.bin": { bytes: big },
        "small.bin": { bytes: big.slice(1) },
        "secret.bin": { bytes: big, mode: 0o100_400 },
        "setuid.bin": { bytes: big, mode: 0o104_755 },
        "link.bin": { bytes: big, mode: 0o120_777 },
      }),
    )
    const asked = made.bodies.find((body) => body.includes("resources"))
    expect(JSON.parse(asked ?? "")).toEqual({
      resources: [
        {
          checksum: { value: expect.stringMatching(/^[0-9a-f]{40}$/) },
          size_in_bytes: 64 * kib,
          path: "plain.bin",
          mode: "644",
        },
      ],
    })
  })

  it("asks nothing where no file is large enough", async () => {
    const made = await open()
    const { besides } = await send(made, await zipOf({ "package.json": { bytes: text(90, "{}") } }))
    expect(besides).toMatch(/it has no file between 64 KiB and 512 MiB/)
    expect(made.asked.some((one) => one.includes("resource_matches"))).toBe(false)
  })

  it("asks for a thousand at a time", async () => {
    const hashed = Array.from({ length: 1001 }, (_, nth) => ({
      resource: {
        checksum: { value: String(nth).padStart(40, "0") },
        size_in_bytes: 64 * kib,
        path: `${nth}.bin`,
        mode: "644",
      },
    }))
    const counts: number[] = []
    const Asked = v.object({ resources: v.array(v.looseObject({ path: v.string() })) })
    const call = callOver(async (request) => {
      const { resources } = v.parse(Asked, await request.json())
      counts.push(resources.length)
      return Response.json({ resources: resources.slice(-1) }, { status: 201 })
    }, {})
    const known = await askFor(call, hashed)
    expect(counts).toEqual([1000, 1])
    expect(known.map(({ resource }) => resource.path)).toEqual(["999.bin", "1000.bin"])
  })
})

describe("sends the whole archive, and says why, where", () => {
  /** @returns what is said of it */
  const sendsAll = async (made: Made, body: Blob) => {
    const { besides, place, sizes } = await send(made, body)
    expect(sizes.at(-1)).toBeGreaterThan(body.size)
    expect(await (await downloaded(made, place)).bytes()).toEqual(await body.bytes())
    return besides
  }

  it.each([
    [403, /could not be asked \(status 403: .+not authorized/],
    [404, /could not be asked \(status 404/],
    [422, /could not be asked \(status 422/],
    [500, /could not be asked \(status 500/],
  ])("the question is answered with %i", async (status, why) => {
    const made = await open()
    await made.faults([
      { match: { path: "/v3/resource_matches$" }, fault: { kind: "status", status } },
    ])
    expect(await sendsAll(made, await zipOf(app()))).toMatch(why)
  })

  it("the answer is none", async () => {
    const made = await open()
    await made.faults([
      {
        match: { path: "/v3/resource_matches$" },
        fault: { kind: "malformed" },
      },
    ])
    expect(await sendsAll(made, await zipOf(app()))).toMatch(/could not be asked/)
  })

  it.each([
    [
      "begins with a program",
      async () => new Blob(["#!/bin/sh\n", await zipOf(app(), { offset: 10 })]),
    ],
    ["is ZIP64", () => zipOf(app(), { zip64: true })],
  ])("the archive %s", async (_, make) => {
    expect(await sendsAll(await open(), await make())).toMatch(/archive/)
  })

  it("the rest is not taken", async () => {
    const made = await open()
    const whole = await zipOf(app())
    await send(made, whole)
    await made.faults([
      { match: { path: "/upload$" }, fault: { kind: "status", status: 422, times: 1 } },
    ])
    expect(await sendsAll(made, whole)).toMatch(/^All of it was sent: the platform did not take/)
  })

  it("a file in it is not what the archive says of it", async () => {
    const whole = Buffer.from(
      await (await zipOf({ "a.bin": { bytes: random(70 * kib) } }, { level: 0 })).arrayBuffer(),
    )
    whole.writeUInt8(whole.readUInt8(1000) ^ 1, 1000)
    const body = new Blob([whole])
    const { bits, told } = await leaveOutKnown(
      callOver(() => Promise.reject(new Error("asked")), {}),
      body,
    )
    expect([bits, told]).toEqual([body, expect.stringMatching(/could not be taken apart/)])
  })
})

it("makes nothing when it is cancelled while the archive is read", async () => {
  const made = await open()
  const abort = new AbortController()
  const call = {
    ...made.call,
    signal: abort.signal,
    say: (phase: string) => {
      if (phase.startsWith("hashing")) abort.abort()
    },
  }
  const file = { name: "app.zip", body: await zipOf(app()) }
  const wanted = await values(made)
  await expect(upload.send(call, file, wanted, [])).rejects.toMatchObject({ name: "AbortError" })
  expect(made.asked.some((one) => one.startsWith("POST"))).toBe(false)
})

it("goes no further with a credential that is not accepted", async () => {
  const made = await open()
  await made.faults([
    { match: { path: "/v3/resource_matches$" }, fault: { kind: "status", status: 401 } },
  ])
  expect((await problemOf(send(made, await zipOf(app())))).trouble).toBe("signed-out")
})

it("is offered on servers of today, and off until it is wanted", async () => {
  const offered = async (made: Made) =>
    (await upload.lookup?.(made.call, { name: "a.zip", size: 1 }, []))?.find(
      ({ id }) => id === "leaveOut",
    )
  const input = await offered(await open())
  expect(input).toMatchObject({ kind: "flag", hint: expect.stringContaining("64 KiB") })
  expect(input?.initial).toBeUndefined()
  expect(await offered(await open("the experimental API of 2015"))).toBeUndefined()
  expect(await offered(await open("a guest, who may list nothing"))).toBeDefined()
})
