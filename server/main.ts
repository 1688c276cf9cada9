// Starts the server for the built app: `node server/main.ts`, or `npm start`, which builds first.
import { spawnSync } from "node:child_process"
import { readdirSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const here = fileURLToPath(import.meta.url)
const cache = fileURLToPath(new URL("../node_modules/.cache/waybill", import.meta.url))

const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Says that the cache holds the server as it is now, for this Node: another one cannot read it. */
const stamp = join(cache, `stamp-${process.version}`)

/** Set in the process that fills the cache. */
const filling = "WAYBILL_FILL_CACHE"

/** What a server may load: its own files, and those that it shares with the app. */
const sources = [".", "../src/lib", "../src/model", "../src/providers"].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
)

const isStale = (): boolean => {
  const cached = timeOf(stamp)
  return sources.some((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).some(
      (file) => file.endsWith(".ts") && timeOf(join(folder, file)) > cached,
    ),
  )
}

/**
 * What only a new process can have, and a third of its memory: a small young generation and few arenas,
 * for a server mostly waits, and a cache of stripped TypeScript, so that the compiler which strips it
 * is never loaded. The process replaces itself: same id, same output, same signals.
 */
const becomeLean = (): void => {
  const isLean = process.env["NODE_COMPILE_CACHE"] !== undefined
  if (isLean || process.platform === "win32" || !process.execve) return
  const env = { MALLOC_ARENA_MAX: "1", ...process.env, NODE_COMPILE_CACHE: cache }
  const flags = [
    "--max-semi-space-size=1",
    "--v8-pool-size=1",
    "--disable-warning=ExperimentalWarning",
  ]
  if (isStale()) {
    // This very file is among what it fills: were one file missing, the compiler would be loaded for it.
    const { status } = spawnSync(process.execPath, [...flags, here], {
      env: { ...env, [filling]: "1" },
      stdio: "ignore",
      timeout: 60_000,
    })
    try {
      // What was not filled whole is filled again with the next start.
      if (status === 0) writeFileSync(stamp, "")
    } catch {
      // Where nothing can be kept, each start strips anew.
    }
  }
  process.execve(
    process.execPath,
    [process.execPath, ...flags, here, ...process.argv.slice(2)],
    env,
  )
}

const serve = async (): Promise<void> => {
  const { readConfig, StartError } = await import("./config.ts")
  const { startServer } = await import("./server.ts")
  try {
    const { origin, close } = await startServer(readConfig(process.env, process.argv.slice(2)))
    process.stdout.write(`Waybill is at ${origin}\n`)
    const end = (): void => {
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    process.once("SIGINT", end)
    process.once("SIGTERM", end)
  } catch (cause) {
    const known = cause instanceof StartError
    const why = cause instanceof Error ? cause.message : String(cause)
    process.stderr.write(`${known ? why : `Waybill could not start: ${why}`}\n`)
    process.exit(known ? cause.exitCode : 1)
  }
}

becomeLean()
if (process.env[filling] === undefined) await serve()
else await (await import("./fillCache.ts")).fillCache()
