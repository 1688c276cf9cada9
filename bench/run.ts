// `npm run bench`: measures, compares in one run, and writes bench/report/report.md and report.json.
// `--check`: limits that do not hold end it with 1. `--only start,cold`: these parts alone.
// `--publish`: writes the report into docs/performance.md as well. `--quick`: a third of the rounds.
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { run } from "../scripts/step.ts"
import { openBrowser } from "./browser.ts"
import { load, machineFacts } from "./machine.ts"
import { measureCached } from "./measure/cached.ts"
import { measureColdStart } from "./measure/coldStart.ts"
import { measureForwarding } from "./measure/forwarding.ts"
import { measureGrids } from "./measure/grids.ts"
import { measureMemory } from "./measure/memory.ts"
import { measureSizes } from "./measure/sizes.ts"
import { measureStart } from "./measure/start.ts"
import { measureWalk } from "./measure/walk.ts"
import { checksOf, publishIn, reportText } from "./report.ts"
import type { Report, Section } from "./report.ts"
import { startServer } from "./server.ts"

const { values: flags } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    publish: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
  },
})
const only = flags.only?.split(",")
const rounds = (most: number): number => (flags.quick ? Math.ceil(most / 3) : most)
const sections: Section[] = []
const failed: string[] = []

const part = async (
  name: string,
  measure: () => Promise<Section | readonly Section[]>,
): Promise<void> => {
  if (only && !only.includes(name)) return
  const began = performance.now()
  try {
    sections.push(...[await measure()].flat())
    console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause)
    failed.push(`${name} (${why})`)
    console.error(`${name} could not be measured:`, cause)
  }
}

const loadBefore = load()
const began = performance.now()
await part("start", measureStart)
if (!existsSync("dist/index.html") && (await run("npm", ["run", "--silent", "build"])) !== 0)
  throw new Error("There is no build to measure")
await part("sizes", () => Promise.resolve(measureSizes()))
await part("memory", measureMemory)
const browser = await openBrowser("as on a screen")
const version = browser.version()
const server = await startServer()
try {
  await part("cold", () => measureColdStart(browser, server, rounds(25)))
  await part("cached", () => measureCached(browser, server, rounds(10)))
  await part("forwarding", () => measureForwarding(server, rounds(400)))
  await part("walk", () => measureWalk(browser, rounds(10)))
} finally {
  await server.stop()
  await browser.close()
}
await part("grids", () =>
  measureGrids(() => openBrowser("unlimited"), [10_000, 100_000], rounds(3)),
)

const minutes = ((performance.now() - began) / 60_000).toFixed(1)
const report: Report = {
  at: new Date().toISOString().slice(0, 16).replace("T", " "),
  machine: [
    ...machineFacts(version),
    `load average ${loadBefore} before and ${load()} after ${minutes} minutes`,
  ],
  sections,
  failed,
}
const text = `# Performance of Waybill\n\n${reportText(report)}\n`
mkdirSync("bench/report", { recursive: true })
writeFileSync("bench/report/report.md", text)
writeFileSync("bench/report/report.json", `${JSON.stringify(report, undefined, 2)}\n`)
console.log(`\n${text}`)
if (flags.publish) {
  writeFileSync("docs/performance.md", publishIn("docs/performance.md", report))
  await run("npx", ["oxfmt", "docs/performance.md"])
}
const broken = checksOf(report).some(({ holds }) => !holds)
process.exitCode = failed.length > 0 || (flags.check && broken) ? 1 : 0
