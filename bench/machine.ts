import { availableParallelism, cpus, loadavg, totalmem } from "node:os"

/** The load of the last minute: how many others wanted the processor. */
export const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

/** What the figures depend on, in words; no names and no paths. */
export const machineFacts = (browser: string): readonly string[] => [
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
  `${Math.round(totalmem() / 2 ** 30)} GB of memory`,
  `${process.platform} ${process.arch}`,
  `Node ${process.versions.node}`,
  `headless Chromium ${browser}`,
]
