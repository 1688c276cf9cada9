// `npm start`: builds the app if its sources are newer than the last build, then starts the server.
import { existsSync, statSync } from "node:fs"
import { glob } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { run } from "./step.ts"

const oldest = 24
const root = fileURLToPath(new URL("..", import.meta.url))
const pinned = `${root}node_modules/node/bin/node`

const timeOf = (file: string): number =>
  statSync(`${root}${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0

const isStale = async (): Promise<boolean> => {
  const built = timeOf("dist/index.html")
  // Folders are among them, so that a file taken away counts as well.
  const inputs = [
    "index.html",
    "*.config.ts",
    "package-lock.json",
    "src",
    "src/**/*",
    "public/**/*",
  ]
  for await (const file of glob(inputs, { cwd: root })) if (timeOf(file) > built) return true
  return false
}

const start = async (): Promise<number | undefined> => {
  const major = Number(process.versions.node.split(".")[0])
  // Inside npm the pinned Node is the one that runs this already.
  if (major < oldest && existsSync(pinned))
    return run(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)])
  if (await isStale()) {
    const vite = `${root}node_modules/vite/bin/vite.js`
    const code = await run(process.execPath, [vite, "build", "--logLevel", "warn", root])
    if (code !== 0) return code
  }
  await import("../server/main.ts")
  return undefined
}

const code = await start()
if (code !== undefined) process.exit(code)
