import { sampleConnection } from "../model/connectionSample.ts"
import { beforeEach, expect, it } from "vitest"
import { ProviderError } from "../model/error.ts"
import type { Row } from "../model/field.ts"
import type { Resource } from "../model/provider.ts"
import { createClient } from "./client.ts"
import { keys } from "./keys.ts"
import { lateCalls, readLate } from "./readLate.ts"

const connection = sampleConnection({
  id: "cf",
  provider: "cloudfoundry",
  name: "Cloud",
  sandbox: true,
})
const never = { absent: "not-loaded" } as const
const rows: readonly Row[] = ["a", "b", "c"].map((id) => ({ id, cells: { app: never }, raw: {} }))

let asked: string[] = []
beforeEach(() => {
  asked = []
})

const resource: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "id",
  fields: [{ id: "app", label: "App", kind: "text", late: true }],
  paging: { by: "none" },
  actions: [],
  list: () => Promise.resolve({ rows, total: undefined }),
  fill: (_call, _at, { id }) => {
    asked.push(id)
    return Promise.resolve({ app: `app of ${id}` })
  },
}

const read = async (more: {
  readonly fill?: Resource["fill"]
  readonly onLate?: (asked: number, of: number) => void
  readonly signal?: AbortSignal
}) => {
  const client = createClient()
  client.setQueryData(keys.late("cf", "packages", [{ in: "packages", id: "b" }]), { app: "seen" })
  const { fill = resource.fill, onLate, signal = new AbortController().signal } = more
  const list = { connection, resource: { ...resource, ...(fill ? { fill } : {}) }, place: [] }
  const read = await readLate(client, list, rows, { signal, onLate })
  return read.rows.map(({ cells }) => cells["app"])
}

it("gives what was on screen without asking for more", async () => {
  expect(await read({})).toEqual([never, "seen", never])
  expect(asked).toEqual([])
})

it("asks for every row that is not known, and tells how far it is", async () => {
  const told: string[] = []
  const onLate = (done: number, of: number): void => void told.push(`${done} of ${of}`)
  expect(await read({ onLate })).toEqual(["app of a", "seen", "app of c"])
  expect(asked).toEqual(["a", "c"])
  expect(told).toEqual(["1 of 3", "2 of 3", "3 of 3"])
})

it("goes on past a row that may not be read, and says so of that one alone", async () => {
  const fill: Resource["fill"] = (_call, _at, { id }) =>
    id === "a"
      ? Promise.reject(new ProviderError({ trouble: "forbidden", title: "Not allowed" }))
      : Promise.resolve({ app: id })
  expect(await read({ fill, onLate: () => undefined })).toEqual([
    { absent: "forbidden", said: "not shown to this credential" },
    "seen",
    "c",
  ])
})

it("is cancelled", async () => {
  const abort = new AbortController()
  const onLate = (): void => abort.abort()
  await expect(read({ onLate, signal: abort.signal })).rejects.toThrow(/abort/i)
})

it("is cancelled at once while an answer is on its way, which nobody waits for any more", async () => {
  const abort = new AbortController()
  const given: AbortSignal[] = []
  const fill: Resource["fill"] = ({ signal }) => {
    given.push(signal)
    return new Promise(() => undefined)
  }
  const told: number[] = []
  const reading = read({ fill, onLate: (done) => told.push(done), signal: abort.signal })
  // One of the three is known already.
  await expect.poll(() => given.length).toBe(2)
  abort.abort()
  await expect(reading).rejects.toThrow(/abort/i)
  expect(given.map(({ aborted }) => aborted)).toEqual([true, true])
  expect(told).toEqual([1])
})

it("asks for many rows in the calls that it says, where they are asked for together", async () => {
  const fields: Resource["fields"] = [
    { id: "app", label: "App", kind: "text", late: true, together: { rows: 100, calls: 1 } },
  ]
  const many: readonly Row[] = Array.from({ length: 1050 }, (_, at) => ({
    id: String(at),
    cells: { app: never },
    raw: {},
  }))
  let calls = 0
  let waiting: (() => void)[] = []
  // Gathers as an adapter does: those that ask before the next turn of the clock ask together.
  const fill: Resource["fill"] = async (_call, _at, { id }) => {
    if (waiting.length === 0)
      setTimeout(() => {
        const now = waiting
        waiting = []
        calls += Math.ceil(now.length / 100)
        for (const go of now) go()
      })
    await new Promise<void>((resolve) => waiting.push(resolve))
    return { app: `app of ${id}` }
  }
  const filled = await readLate(
    createClient(),
    { connection, resource: { ...resource, fields, fill }, place: [] },
    many,
    { signal: new AbortController().signal, onLate: () => undefined },
  )
  expect(filled.rows.at(-1)?.cells["app"]).toBe("app of 1049")
  expect(calls).toBe(11)
  expect(lateCalls(fields, many.length)).toBe(11)
  expect(lateCalls(resource.fields, many.length)).toBe(1050)
})
