import { execFileSync } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"
import { atMost, MB } from "../report.ts"
import type { Section } from "../report.ts"
import { startServer } from "../server.ts"
import type { Server } from "../server.ts"
import { spread } from "../stats.ts"

/** Ms without a request, after which a server counts as idle. */
const quiet = 8000

const resident = (pid: number): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024

/** A server does not idle before it has worked: the app, and a list where there is one. */
const employ = async ({ origin }: Server, lists: boolean): Promise<void> => {
  const headers = { "sec-fetch-site": "same-origin", accept: "text/html" }
  await (await fetch(origin, { headers })).text()
  if (!lists) return
  for (let time = 0; time < 20; time += 1) {
    const path = "/api/connections/cloudfoundry-sandbox/upstream/v3/packages?per_page=50"
    const answered = await fetch(`${origin}${path}`, { headers })
    if (!answered.ok) throw new Error(`The list was refused: ${answered.status}`)
    await answered.text()
  }
}

const idle = async (server: Server): Promise<number> => {
  const samples: number[] = []
  await pause(quiet)
  for (let time = 0; time < 5; time += 1) {
    samples.push(resident(server.pid))
    await pause(200)
  }
  return spread(samples).median
}

/** What an idle server keeps in memory. */
export const measureMemory = async (): Promise<Section> => {
  const servers = await Promise.all([
    startServer(),
    startServer({ env: { WAYBILL_SANDBOX: "off" } }),
  ])
  try {
    const [sandboxed, alone] = servers
    await employ(sandboxed, true)
    await employ(alone, false)
    const [withSandbox, without] = await Promise.all([idle(sandboxed), idle(alone)])
    return {
      title: "Memory of the server",
      words: `Resident memory after the page and 20 lists (without a sandbox: the page), and ${quiet / 1000} s of rest.`,
      checks: [
        atMost("idle, with the sandbox", withSandbox, 120e6, MB),
        atMost("idle, without", without, 120e6, MB),
      ],
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}
