// `npm start`: builds the app if its sources are newer than the last build, then starts the server.
import { statSync } from "node:fs"
import { glob } from "node:fs/promises"
import { run } from "./step.ts"

const timeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

const built = timeOf("dist/index.html")
const inputs = [
  "index.html",
  "vite.config.ts",
  "tailwind.config.ts",
  "package-lock.json",
  "src/**/*",
  "public/**/*",
]
let newest = 0
for await (const file of glob(inputs)) newest = Math.max(newest, timeOf(file))

if (built < newest) {
  const code = await run("npx", ["vite", "build", "--logLevel", "warn"])
  if (code !== 0) process.exit(code)
}
await import("../server/main.ts")
