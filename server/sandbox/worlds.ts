import { randomUUID } from "node:crypto"
import type { ProviderId } from "../../src/model/provider.ts"
import type { SandboxApi } from "./api.ts"
import { openWorld } from "./world.ts"
import type { OpenWorld } from "./world.ts"

/** The worlds of one sandbox: the default one, and those that tests make. */
export type Worlds = {
  readonly get: (id: string) => OpenWorld | undefined
  readonly api: (id: ProviderId) => SandboxApi | undefined
  readonly list: () => readonly { readonly id: string; readonly packages: number }[]
  /** A new world in memory; undefined when the name is taken. */
  readonly make: (wanted: {
    readonly id?: string | undefined
    readonly packages?: number | undefined
    readonly now?: number | undefined
  }) => OpenWorld | undefined
  /** False for the default world, which stays. */
  readonly remove: (id: string) => boolean
  readonly close: () => void
}

export const createWorlds = (
  first: OpenWorld,
  apis: readonly SandboxApi[],
  log: ((line: string) => void) | undefined,
): Worlds => {
  const worlds = new Map([[first.id, first]])
  return {
    get: (id) => worlds.get(id),
    api: (id) => apis.find((api) => api.id === id),
    list: () => [...worlds.values()].map(({ id, packages }) => ({ id, packages })),
    make: ({ id = randomUUID(), packages = first.packages, now }) => {
      if (worlds.has(id)) return undefined
      const world = openWorld({
        id,
        apis,
        packages,
        ...(now === undefined ? {} : { now }),
        ...(log === undefined ? {} : { log }),
      })
      worlds.set(id, world)
      return world
    },
    remove: (id) => {
      if (id === first.id) return false
      worlds.get(id)?.close()
      return worlds.delete(id)
    },
    close: () => {
      for (const world of worlds.values()) world.close()
      worlds.clear()
    },
  }
}
