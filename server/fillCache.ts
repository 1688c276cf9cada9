import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const folder = fileURLToPath(new URL(".", import.meta.url))

/** How parts are named that are loaded when they are needed. */
const lazy = /\bimport\("(\.[^"]+\.ts)"\)/g

/**
 * Loads every part of the server, those as well that it loads when they are needed, so that the compile
 * cache of this process has them all: the first file without an entry would bring the compiler with it,
 * and 15 MB that a server never gives back.
 */
export const fillCache = async (): Promise<void> => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file))
  const parts = new Set(
    files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(lazy)].map(
        ([, part = ""]) => new URL(part, pathToFileURL(file)).href,
      ),
    ),
  )
  for (const part of parts) await import(part)
}
