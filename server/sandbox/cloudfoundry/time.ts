import type { World } from "../api.ts"

/** As Cloud Controller writes times: whole seconds, in UTC. */
export const isoOf = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`

export const nowIn = (world: World): string => isoOf(world.now())
