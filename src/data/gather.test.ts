import { sampleConnection } from "../model/connectionSample.ts"
import { expect, onTestFinished, test, vi } from "vitest"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { Field } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Page, Provider, Resource } from "../model/provider.ts"
import { cylance } from "../providers/cylance/index.ts"
import { spectra } from "../providers/spectra/index.ts"
import { gather } from "./gather.ts"

const connection = sampleConnection({})

/** One package for each of these projects, but for those that fail. */
const portal = (
  projects: readonly string[],
  failing: Readonly<Record<string, Trouble>>,
): Provider => {
  const list = (_call: unknown, place: Place): Promise<Page> => {
    const name = place[0]?.id ?? ""
    const trouble = failing[name]
    if (trouble) return Promise.reject(new ProviderError({ trouble, title: "It may not be read." }))
    return Promise.resolve({
      rows: [{ id: name, cells: { name: `of ${name}` }, raw: null }],
      total: { count: 1, exact: true },
    })
  }
  const packages = spectra.resources["packages"]
  if (!packages) throw new Error("Spectra has packages")
  return {
    ...spectra,
    resources: { ...spectra.resources, packages: { ...packages, list } },
    packages: {
      resource: "packages",
      places: () => Promise.resolve(projects.map((id) => [{ in: "projects", id }])),
    },
  }
}

const read = (provider: Provider) =>
  gather(connection, provider, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    approve: () => Promise.resolve(true),
  })

test("a project that may not be read leaves the others, and is named", async () => {
  const all = await read(portal(["one", "shut", "two"], { shut: "forbidden" }))
  expect(all.rows.map(({ cells }) => cells["place"])).toEqual(["one", "two"])
  expect(all.complete).toBe(false)
  expect(all.of).toBeUndefined()
  expect(all.incomplete).toBe("shut could not be read: It may not be read.")
})

test("as one project fails, the others are read no further, and nothing more is told", async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const names = Array.from({ length: 20 }, (_, at) => `project ${at}`)
  const answers = Promise.withResolvers<void>()
  const asked: string[] = []
  const provider = portal(names, {})
  const { packages } = provider.resources
  if (!packages) throw new Error("Spectra has packages")
  const list: Resource["list"] = async (call, place, query): Promise<Page> => {
    asked.push(place[0]?.id ?? "")
    if (asked.length === 3) throw new ProviderError({ trouble: "broken", title: "It broke." })
    if (asked.length > 1) await answers.promise
    return packages.list(call, place, query)
  }
  let told = 0
  const reading = gather(
    connection,
    { ...provider, resources: { packages: { ...packages, list } } },
    {
      signal: new AbortController().signal,
      onProgress: () => (told += 1),
      approve: () => Promise.resolve(true),
    },
  )
  await expect(reading).rejects.toThrow("It broke.")
  const before = { asked: asked.length, told }
  answers.resolve()
  await vi.advanceTimersByTimeAsync(1000)
  expect({ asked: asked.length, told }).toEqual(before)
})

test("says where it is told when packages came, and not when they changed", async () => {
  const { packages } = cylance.resources
  if (!packages) throw new Error("Cylance has packages")
  const list = (): Promise<Page> => Promise.resolve({ rows: [], total: { count: 0, exact: true } })
  const of = (fields: readonly Field[]): Provider => ({
    ...cylance,
    resources: { packages: { ...packages, fields, list } },
    packages: { resource: "packages" },
  })
  const changed: Field = { id: "changed", label: "Changed", kind: "date", common: "updated" }
  expect((await read(of(packages.fields))).onlyCreated).toBe(true)
  expect((await read(of([...packages.fields, changed]))).onlyCreated).toBeUndefined()
})

test("where none may be read, or the connection itself is in trouble, there is no list", async () => {
  await expect(read(portal(["one", "two"], { one: "forbidden", two: "missing" }))).rejects.toThrow(
    ProviderError,
  )
  await expect(read(portal(["one", "two"], { two: "signed-out" }))).rejects.toThrow(ProviderError)
})
