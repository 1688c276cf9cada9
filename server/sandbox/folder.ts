import { existsSync, mkdirSync } from "node:fs"
import { dirname, resolve } from "node:path"

/**
 * Makes a folder and those above it. One by one: Node's recursive mkdir never returns where a file
 * system says that the new folder's parent, which exists, does not.
 * @throws the system's error
 */
export const makeFolder = (path: string): void => {
  const folder = resolve(path)
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  // What is kept there concerns nobody else on this machine.
  mkdirSync(folder, { mode: 0o700 })
}
