import { fromBufferPromise } from "yauzl"
import { expect, it } from "vitest"
import { reportFileName } from "./download.ts"
import { zipReports } from "./reportZip.ts"
import type { Fetched } from "./reportZip.ts"

const report = {
  id: "sarif",
  label: "SARIF",
  about: "",
  fileName: "report.sarif.json",
  fetch: () => Promise.resolve(new Response()),
}

const fetchedOf = (id: string): Fetched => {
  const place = [{ in: "versions", id }]
  const name = reportFileName({ report, place, variant: undefined, title: id })
  const blob = new Blob([id])
  return {
    name,
    blob,
    entry: {
      file: name,
      sha256: "",
      size: blob.size,
      report: "sarif",
      artifact: "version",
      of: place,
    },
  }
}

it("holds every report under a name of its own that stays inside, and says which is which", async () => {
  const ids = ["a b", "a/b", "A\\b", "../../etc/passwd", "..", "/root", "C:\\x", "a b"]
  const connection = { name: "c", provider: "spectra" } as const
  const blob = await zipReports(connection, ids.map(fetchedOf), [])
  const zip = await fromBufferPromise(Buffer.from(await blob.arrayBuffer()), { lazyEntries: true })
  const names: string[] = []
  // yauzl itself refuses absolute names and those that lead out.
  for await (const entry of zip.eachEntry()) names.push(entry.fileName)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length + 1)
  for (const name of names) expect(name).not.toMatch(/[/\\:]|^[.-]/)
  const text = await blob.text()
  const reports = names.filter((name) => name !== "manifest.json")
  for (const name of reports) expect(text).toContain(`"file": "${name}"`)
})
