import { QueryClient } from "@tanstack/react-query"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Report } from "../model/part.ts"
import { sampleDeletion, sampleResource } from "../model/resourceSample.ts"
import { targetTitle } from "../model/title.ts"
import { actAsJob } from "./act.ts"
import { createExport } from "./exportFirst.ts"
import { jobs } from "./jobs.ts"

const saved: string[] = []
const zips: Blob[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] })
  saved.length = 0
  zips.length = 0
  const link = {
    href: "",
    set download(name: string) {
      saved.push(name)
    },
    click: () => undefined,
  }
  vi.stubGlobal("document", { createElement: () => link })
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    if (blob instanceof Blob) zips.push(blob)
    return "blob:"
  })
})
afterEach(() => {
  jobs.clear()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Of pieces of its own: Node fails to read one of bytes that is at its end already. */
const streamOf = (text: string): ReadableStream =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })

const draft = new ProviderError({ trouble: "invalid", title: "Content Blueprint 7 is a draft." })
const down = new ProviderError({ trouble: "offline", title: "It could not be reached." })

/** Deletes packages of which some cannot be exported. @returns the steps and what was deleted */
const remove = (count: number, refusals: Readonly<Record<string, ProviderError | undefined>>) => {
  const deleted: string[] = []
  const asked: string[] = []
  const refused = new Map(Object.entries(refusals))
  const report: Report = {
    id: "zip",
    label: "Package as zip",
    about: "",
    fileName: "package.zip",
    fetch: (_, place) => {
      const id = place.at(-1)?.id ?? ""
      asked.push(id)
      const cause = refused.get(id)
      return cause ? Promise.reject(cause) : Promise.resolve(new Response(streamOf(id)))
    },
  }
  const action = sampleDeletion({
    keeps: true,
    run: (_, place) => {
      deleted.push(place.place.at(-1)?.id ?? "")
      return Promise.resolve(undefined)
    },
  })
  const resource = sampleResource({
    fields: [
      { id: "name", label: "Name", kind: "text", common: "name" },
      { id: "version", label: "Version", kind: "number", common: "version" },
    ],
    actions: [action],
    reports: [report],
  })
  const targets = Array.from({ length: count }, (_, at) => ({
    place: [{ in: "packages", id: `p${at}` }],
    row: { id: `p${at}`, cells: { name: "bash", version: at }, raw: {} },
  }))
  const orders = targets.map((target) => ({
    report,
    place: target.place,
    variant: undefined,
    title: targetTitle(resource, target),
  }))
  const at = { connection: sampleConnection({}), resource }
  const { id } = actAsJob(new QueryClient(), at, action, targets, {}, () => "", {
    reports: orders,
  })
  return {
    deleted,
    asked,
    refused,
    id,
    ended: async () => {
      await vi.advanceTimersByTimeAsync(10_000)
      await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
      return jobs.list()[0]?.steps ?? []
    },
  }
}

const said = (problem: unknown): string => (problem instanceof Error ? problem.message : "")

it("exports what can be, deletes that, and leaves alone only what could not be", async () => {
  const { deleted, ended } = remove(4, { p2: draft })
  const [first, ...steps] = await ended()
  expect(deleted).toEqual(["p0", "p1", "p3"])
  expect(saved).toEqual([expect.stringMatching(/^downloads-.*\.zip$/)])
  const zip = await zips[0]?.text()
  expect(zip).toContain("bash-3-package.zip")
  expect(zip).toContain('"missing": [\n    "bash-2-package.zip"')
  expect(said(first?.problem)).toBe(
    "3 of 4 downloads are saved. Whatever lacks a download is left as it is; its line says why.",
  )
  expect(steps.map(({ label, state }) => `${label} ${state}`)).toEqual([
    "bash 0 done",
    "bash 1 done",
    "bash 2 failed",
    "bash 3 done",
  ])
  expect(said(steps[2]?.problem)).toBe(
    "Left as it is: Package as zip of bash 2 was not exported. Content Blueprint 7 is a draft. To go on without, do the same again with “Export these downloads first” unticked.",
  )
  // Of four packages, each is counted once.
  expect([first, ...steps].map((step) => step?.ahead === true)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})

const report: Report = {
  id: "sarif",
  label: "SARIF",
  called: "report",
  about: "",
  fileName: "report.sarif.json",
  fetch: () => Promise.resolve(new Response()),
}

it("names what is lacking of a thing that goes with all that is below it", () => {
  const place = [{ in: "projects", id: "demo" }]
  const orders = Array.from({ length: 7 }, (_, at) => ({
    report,
    place: [...place, { in: "versions", id: `${at}` }],
    variant: undefined,
    title: `bash ${at}`,
  }))
  const { check } = createExport(sampleConnection({}), orders)
  expect(() => check(place)).toThrow(
    /^Left as it is: 7 reports were not exported\. SARIF of bash 0 \(The export did not come to its end\.\); .* and 2 more\. To go on without, .*“Export these reports first”/,
  )
  expect(() => check([{ in: "projects", id: "other" }])).not.toThrow()
})

it("exports only what is lacking when it is tried again, and goes on with that", async () => {
  const { deleted, asked, refused, id, ended } = remove(3, { p1: draft })
  await ended()
  refused.clear()
  asked.length = 0
  jobs.retry(id)
  const steps = await ended()
  expect(steps.map(({ state }) => state)).toEqual(["done", "done", "done", "done"])
  expect(asked).toEqual(["p1"])
  expect(deleted).toEqual(["p0", "p2", "p1"])
  expect(saved).toHaveLength(2)
})

it("asks no more for what has been deleted since, and does not count it among what is lacking", async () => {
  const { deleted, asked, id, ended } = remove(4, { p1: draft, p2: draft })
  await ended()
  const { deleted: since, ended: sinceEnded } = remove(2, {})
  await sinceEnded()
  expect(since).toEqual(["p0", "p1"])
  asked.length = 0
  jobs.retry(id)
  await vi.waitFor(() => expect(jobs.list()[1]?.state).toBe("ended"))
  expect(asked).toEqual(["p2"])
  expect(deleted).toEqual(["p0", "p3"])
  const [first, ...steps] = jobs.list()[1]?.steps ?? []
  expect(said(first?.problem)).toContain("2 of 3 downloads are saved.")
  expect(steps.map(({ state }) => state)).toEqual(["done", "gone", "failed", "done"])
})

it("deletes what something was in that has been deleted by itself since, though it was never saved", () => {
  const project = [{ in: "projects", id: "demo" }]
  const place = [...project, { in: "versions", id: "1" }]
  const orders = [{ report, place, variant: undefined, title: "bash 1" }]
  const connection = sampleConnection({ id: "blue" })
  const { check, lose } = createExport(connection, orders)
  lose({ connection: "other", place })
  expect(() => check(project)).toThrow("Left as it is")
  lose({ connection: "blue", place })
  expect(() => check(project)).not.toThrow()
})

it("asks no further where nothing can be had of the provider, and deletes what it has saved", async () => {
  const { deleted, asked, ended } = remove(6, { p1: down, p2: down, p3: down, p4: down, p5: down })
  await ended()
  expect(asked).toEqual(["p0", "p1", "p2"])
  expect(deleted).toEqual(["p0"])
})

it("begins with those that were never asked for when it is tried again", async () => {
  const { deleted, asked, id, ended } = remove(5, { p1: down, p2: down })
  await ended()
  expect(asked).toEqual(["p0", "p1", "p2"])
  asked.length = 0
  jobs.retry(id)
  await ended()
  expect(asked).toEqual(["p3", "p4", "p1", "p2"])
  expect(deleted).toEqual(["p0", "p3", "p4"])
})

it("deletes nothing where the archive could not be saved", async () => {
  const { deleted, ended } = remove(2, {})
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
    throw new Error("No room left.")
  })
  const steps = await ended()
  expect(deleted).toEqual([])
  expect(said(steps[0]?.problem)).toBe("No room left.")
  expect(said(steps[1]?.problem)).toContain("The export did not come to its end.")
})
