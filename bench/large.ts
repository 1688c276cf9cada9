// `node bench/large.ts`: what a report of 200 MB and an upload of 4 GiB take in memory: of the tab, of the
// browser around it and of the server. Needs a build. `--apart`: the sandbox in a process of its own.
import { spawn } from "node:child_process"
import { closeSync, ftruncateSync, mkdtempSync, openSync } from "node:fs"
import { readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { chromium } from "@playwright/test"
import type { Page } from "@playwright/test"
import * as v from "valibot"
import { findBrowser } from "../scripts/browser.ts"
import { flags, viewport } from "./browser.ts"
import { startServer } from "./server.ts"
import type { Server } from "./server.ts"

const { values } = parseArgs({
  options: {
    apart: { type: "boolean", default: false },
    reports: { type: "string", default: "3" },
    upload: { type: "string", default: String(4 * 2 ** 30) },
  },
})
const reportBytes = 2e8
const organization = "Sandbox/Default"
const at = { project: "Large", item: "large", version: "1.0.0" } as const

const Processes = v.object({
  processInfo: v.array(v.object({ type: v.string(), id: v.number() })),
})

/** Of one process, in MB: all that is resident, and what of it is its own. */
type Resident = { readonly all: number; readonly own: number }

const residentOf = (pid: number): Resident => {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  const of = (name: string): number =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024) / 1e6
  return { all: of("VmRSS"), own: of("RssAnon") }
}

type Watch = Readonly<Record<string, number>>
type Peaks = Record<string, { first: Resident; most: Resident; last: Resident }>

/** Looks at processes ten times a second while something goes on. */
const watching = async <T>(
  pids: Watch,
  work: () => Promise<T>,
): Promise<{ readonly peaks: Peaks; readonly result: T; readonly seconds: number }> => {
  const peaks: Peaks = {}
  const look = (): void => {
    for (const [name, pid] of Object.entries(pids)) {
      const now = residentOf(pid)
      const known = peaks[name] ?? { first: now, most: now, last: now }
      peaks[name] = {
        first: known.first,
        most: {
          all: Math.max(known.most.all, now.all),
          own: Math.max(known.most.own, now.own),
        },
        last: now,
      }
    }
  }
  look()
  const timer = setInterval(look, 100)
  const began = performance.now()
  try {
    const result = await work()
    look()
    return { peaks, result, seconds: (performance.now() - began) / 1000 }
  } finally {
    clearInterval(timer)
  }
}

const say = (what: string, peaks: Peaks, seconds: number, bytes?: number): void => {
  const rate = bytes === undefined ? "" : `, ${(bytes / 1e6 / seconds).toFixed(0)} MB/s`
  console.log(`${what}: ${seconds.toFixed(1)} s${rate}`)
  for (const [name, { first, most, last }] of Object.entries(peaks)) {
    const of = (one: Resident): string => `${one.all.toFixed(0)} (own ${one.own.toFixed(0)})`
    console.log(`  ${name}: ${of(first)} before, ${of(most)} at most, ${of(last)} after, MB`)
  }
}

/** What scripts hold once the collector has been there: before that, what was dropped counts as well. */
const heapOf = async (page: Page): Promise<string> => {
  const session = await page.context().newCDPSession(page)
  await session.send("HeapProfiler.collectGarbage")
  await session.send("Performance.enable")
  const { metrics } = await session.send("Performance.getMetrics")
  await session.detach()
  const used = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0
  return `${(used / 1e6).toFixed(1)} MB`
}

const control = async (sandbox: string, path: string, body: unknown): Promise<void> => {
  const answered = await fetch(`${sandbox}/_sandbox/worlds/default/${path}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!answered.ok) throw new Error(`${path}: ${answered.status} ${await answered.text()}`)
}

/** A small version whose report is asked for. */
const put = async ({ origin }: Server, connection: string): Promise<void> => {
  const path = `/api/connections/${connection}/upstream/scan/${organization}/pkg:rl/${at.project}/${at.item}@${at.version}`
  const answered = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: {
      origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="a.txt"',
    },
    body: "A text that is analysed",
  })
  if (!answered.ok) throw new Error(`The file was refused: ${answered.status}`)
}

const Access = v.object({
  apis: v.object({
    spectra: v.object({
      settings: v.record(v.string(), v.string()),
      secrets: v.record(v.string(), v.string()),
    }),
  }),
})

/** A sandbox that is no part of the server, and a connection to it. */
const startApart = async (server: Server, port: number) => {
  const child = spawn(
    process.execPath,
    ["server/sandbox/main.ts", "--port", String(port), "--https-port", String(port + 1)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  )
  process.once("exit", () => child.kill())
  await new Promise((resolve) => child.stdout.once("data", resolve))
  const sandbox = `http://127.0.0.1:${port}`
  const { spectra } = v.parse(Access, await (await fetch(`${sandbox}/_sandbox`)).json()).apis
  const made = await fetch(`${server.origin}/api/connections`, {
    method: "POST",
    headers: {
      origin: server.origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
    },
    body: JSON.stringify({ provider: "spectra", name: "Apart", ...spectra }),
  })
  const { id } = v.parse(v.object({ id: v.string() }), await made.json())
  return { sandbox, connection: id, pid: child.pid ?? 0, stop: () => child.kill() }
}

const downloadReport = async (page: Page): Promise<number> => {
  const [download] = await Promise.all([
    page.waitForEvent("download", { timeout: 120_000 }),
    page.getByRole("button", { name: "Download RL JSON, Version" }).click(),
  ])
  const size = statSync(await download.path()).size
  await download.delete()
  // Its card would soon lie over the button.
  await page
    .getByRole("button", { name: /^Dismiss/ })
    .first()
    .click()
  if (size < reportBytes) throw new Error(`Only ${size} bytes arrived`)
  return size
}

const fillIn = async (page: Page, file: string): Promise<void> => {
  await page.getByRole("button", { name: "Upload and scan" }).click()
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  const choosing = page.waitForEvent("filechooser")
  await dialog.getByRole("button", { name: "Choose files" }).click()
  await (await choosing).setFiles(file)
  for (const [label, value] of [
    ["Project", at.project],
    ["Package", at.item],
    ["Version", "4.0.0"],
  ] as const)
    await dialog.getByLabel(label, { exact: true }).fill(value)
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
}

const folder = mkdtempSync(join(tmpdir(), "waybill-large-"))
const server = await startServer(values.apart ? { env: { WAYBILL_SANDBOX: "off" } } : {})
const apart = values.apart
  ? await startApart(server, Number(new URL(server.origin).port) + 10)
  : undefined
const sandbox = apart?.sandbox ?? server.sandbox
const connection = apart?.connection ?? "spectra-sandbox"
// A profile on disk, as people have one: a private window keeps everything in memory.
const context = await chromium.launchPersistentContext(join(folder, "profile"), {
  executablePath: await findBrowser(),
  args: [...flags],
  viewport,
})
try {
  const browser = context.browser()
  if (!browser) throw new Error("The browser does not say which it is")
  const page = context.pages()[0] ?? (await context.newPage())
  await put(server, connection)
  const home = `${server.origin}/c/${connection}/projects`
  await page.goto(`${home}/${at.project}/packages/${at.item}/versions/${at.version}?tab=reports`)
  await page.getByRole("button", { name: "Download RL JSON, Version" }).waitFor()
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = v.parse(Processes, await session.send("SystemInfo.getProcessInfo"))
  const renderers = processInfo.filter(({ type }) => type === "renderer")
  const watch: Watch = {
    ...Object.fromEntries(renderers.map(({ id }, nth) => [`tab ${nth + 1}`, id])),
    ...Object.fromEntries(
      processInfo
        .filter(({ type }) => type !== "renderer")
        .map(({ type, id }) => [`${type} ${id}`, id]),
    ),
    server: server.pid,
    ...(apart ? { sandbox: apart.pid } : {}),
  }
  await control(sandbox, "faults", [
    {
      match: { api: "spectra", path: "/report/.*/rl-json/" },
      fault: { kind: "large", bytes: reportBytes },
    },
  ])
  for (let nth = 1; nth <= Number(values.reports); nth += 1) {
    const { peaks, result, seconds } = await watching(watch, () => downloadReport(page))
    say(`report ${nth}`, peaks, seconds, result)
    console.log(`  scripts: ${await heapOf(page)}`)
  }
  const upload = Number(values.upload)
  if (upload > 0) {
    const file = join(folder, "large-4.0.0.bin")
    const handle = openSync(file, "w")
    ftruncateSync(handle, upload)
    closeSync(handle)
    await page.goto(home)
    await page.getByRole("button", { name: "Upload and scan" }).waitFor()
    const jobs = page.getByRole("region", { name: "Jobs" })
    const timeout = 600_000
    const sending = await watching(watch, async () => {
      await fillIn(page, file)
      await jobs
        .getByText(/sent|QUEUED|RUNNING|being processed|1 of 1 done/)
        .first()
        .waitFor({ timeout })
    })
    say("upload, sending", sending.peaks, sending.seconds, upload)
    const analysing = await watching(watch, () =>
      jobs.getByText("1 of 1 done").waitFor({ timeout }),
    )
    say("upload, analysing", analysing.peaks, analysing.seconds, upload)
    console.log(`  ${(await jobs.innerText()).replaceAll(/\s+/g, " ")}`)
    console.log(`  scripts: ${await heapOf(page)}`)
  }
} finally {
  await context.close()
  apart?.stop()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
