import type { SeedPackage } from "./read.ts"

/** A name with all its versions in the seed, the newest last as the seed has them. */
export type SeedName = {
  readonly from: SeedPackage["from"]
  readonly name: string
  readonly versions: readonly [SeedPackage, ...SeedPackage[]]
}

const known = new WeakMap<readonly SeedPackage[], readonly SeedName[]>()

/** The seed's names, each with its versions. */
export const groupSeed = (seed: readonly SeedPackage[]): readonly SeedName[] => {
  const before = known.get(seed)
  if (before) return before
  const names = new Map<string, [SeedPackage, ...SeedPackage[]]>()
  for (const item of seed) {
    const key = `${item.from} ${item.name}`
    const versions = names.get(key)
    if (versions) versions.push(item)
    else names.set(key, [item])
  }
  const grouped = [...names.values()].map((versions) => ({
    from: versions[0].from,
    name: versions[0].name,
    versions,
  }))
  known.set(seed, grouped)
  return grouped
}
