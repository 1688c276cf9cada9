import type { World } from "../api.ts"
import { optionsOf } from "./options.ts"

/** What a group's plan counts, in bytes. */
export type Capacity = "analysis" | "download"

const usedOf = (world: World, kind: Capacity): number =>
  Number(
    world.db.prepare("select bytes from spectra_usage where kind = ?").get(kind)?.["bytes"] ?? 0,
  )

/** Bytes that are left. */
export const leftOf = (world: World, kind: Capacity): number => {
  const { analysisCapacity, downloadCapacity } = optionsOf(world)
  const all = kind === "analysis" ? analysisCapacity : downloadCapacity
  return Math.max(0, all - usedOf(world, kind))
}

/** Uses capacity. @returns false, and nothing is used, where there is not enough */
export const charge = (world: World, kind: Capacity, bytes: number): boolean => {
  if (bytes > leftOf(world, kind)) return false
  world.db
    .prepare(
      `insert into spectra_usage (kind, bytes) values (?, ?)
       on conflict (kind) do update set bytes = bytes + excluded.bytes`,
    )
    .run(kind, bytes)
  return true
}
