import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { build } from "vite"
import { run } from "../../scripts/step.ts"
import { lightIcons } from "../../vite/lightIcons.ts"

const folder = "node_modules/.cache/waybill-bench"
const peers = "bench/peers"
const installed = `${peers}/node_modules/.waybill-lock`

export const grids = {
  waybill: "bench/grids/waybill.html",
  agGrid: "bench/peers/agGrid.html",
  mui: "bench/peers/mui.html",
  tanstack: "bench/grids/tanstack.html",
} as const

export type GridId = keyof typeof grids

/** The other tables are nobody's dependency but the bench's, so it gets them itself, as locked. */
const installPeers = async (): Promise<void> => {
  const lock = readFileSync(`${peers}/package-lock.json`, "utf8")
  if (existsSync(installed) && readFileSync(installed, "utf8") === lock) return
  console.log("Installing the tables to compare with.")
  const code = await run("npm", ["ci", "--prefix", peers, "--no-audit", "--no-fund"])
  if (code !== 0) throw new Error("The tables to compare with could not be installed")
  writeFileSync(installed, lock)
}

/** Builds every page for production. @returns the folder they are in */
export const buildGrids = async (): Promise<string> => {
  await installPeers()
  rmSync(folder, { recursive: true, force: true })
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [react(), tailwindcss()],
    resolve: { alias: [lightIcons] },
    worker: { format: "es" },
    build: {
      outDir: folder,
      target: "es2023",
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: { ...grids } },
    },
  })
  return folder
}
