import { compareVersions } from "compare-versions"
import type { World } from "../api.ts"
import { guidOf, pick, pickWeighted } from "../random.ts"

type Release = { readonly name: string; readonly version: string }

/** What runs in this account; a component may run in several places. */
const running = ["acc", "acs", ...Array.from({ length: 6 }, () => "trident")]

const account = "0f284377-e5dc-4dcd-bacd-3197f2b8a347"

const releasesOf = ({ db }: World, name: string): readonly Release[] =>
  db
    .prepare(
      `select "packageName" as name, "packageVersion" as version from astra_packages where "packageName" = ?`,
    )
    .all(name)
    .map((row) => ({ name: String(row["name"]), version: String(row["version"]) }))
    .toSorted((a, b) => compareVersions(a.version, b.version))

/** For everything that runs, an upgrade to each newer package of its kind. */
export const installUpgrades = (world: World, users: readonly [string, ...string[]]): void => {
  const { db, now, random } = world
  const insert = db.prepare(
    `insert into astra_upgrades
       (id, instance, "componentName", "upgradeVersion", "currentVersion", dependencies, state, metadata)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let before: string | undefined
  for (const name of running) {
    const releases = releasesOf(world, name)
    const current = releases[Math.floor(releases.length * (0.1 + random() * 0.3))]
    const instance = guidOf(random)
    const newer = releases.filter(
      ({ version }) => current && compareVersions(version, current.version) > 0,
    )
    // More than anyone would choose from is of no use.
    for (const { version } of newer.slice(0, 40)) {
      const id = guidOf(random)
      const stamp = `${new Date(now() - Math.floor(random() * 5_000_000_000)).toISOString().slice(0, 23)}000Z`
      insert.run(
        id,
        instance,
        name,
        version,
        current?.version ?? "",
        JSON.stringify(before !== undefined && random() < 0.3 ? [before] : []),
        pickWeighted(random, [
          ["proposed", 80],
          ["scheduled", 8],
          ["unavailable", 6],
          ["failed", 6],
        ]),
        JSON.stringify({
          labels: [],
          creationTimestamp: stamp,
          modificationTimestamp: stamp,
          createdBy: pick(random, users),
        }),
      )
      before = id
    }
  }
}

/** Where a component runs, as the API addresses it. */
export const instanceAddress = (origin: string, instance: string): string =>
  `${origin}/accounts/${account}/topology/v1/managedClusters/${instance}`
