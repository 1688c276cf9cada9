import { rmSync } from "node:fs"
import { withServer } from "../server.ts"
import { atMost } from "../report.ts"
import type { Section } from "../report.ts"

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const timed = (): Promise<number> =>
  withServer({ command: ["npm", "start"] }, (server) => Promise.resolve(server.took))

/** `npm start` after an install, when it builds first, and once more. Leaves a fresh build behind. */
export const measureStart = async (): Promise<Section> => {
  rmSync("dist", { recursive: true, force: true })
  rmSync("node_modules/.cache/waybill", { recursive: true, force: true })
  const first = await timed()
  const again = await timed()
  return {
    title: "Start",
    words:
      "From `npm start` to the printed address, with a new data folder whose sandbox is filled with 3,000 packages. The first start has neither a build nor a compile cache, as after `npm ci`; the second has both.",
    checks: [
      atMost("first start after an install", first, 20_000, seconds),
      atMost("start with a build at hand", again, 20_000, seconds),
    ],
  }
}
