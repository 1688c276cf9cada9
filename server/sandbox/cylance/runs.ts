import * as v from "valibot"
import type { World } from "../api.ts"
import { guidOf, pick } from "../random.ts"

type User = { readonly id: string; readonly login: string }

/** So many at most: executions are what people did, not what a world holds. */
const mostRuns = 600

const day = 86_400_000

const Package = v.object({ packageId: v.string(), name: v.string() })

/** Devices and zones are named in upper case without dashes, packages are not. */
const unitOf = (random: () => number): string => guidOf(random).replaceAll("-", "").toUpperCase()

const someOf = <T>(most: number, random: () => number, make: () => T): readonly T[] =>
  Array.from({ length: 1 + Math.floor(random() * most) }, make)

/** Executions of packages that are there, newer ones more often, over the last two months. */
export const installExecutions = (world: World, users: readonly User[]): void => {
  const { db, now, random, packages } = world
  const ready = db
    .prepare(
      `select "packageId", "packageDescriptor.name" as name from cylance_packages
       where "status" = 'success' order by "uploadedOn" desc limit 500`,
    )
    .all()
    .map((row) => v.parse(Package, row))
  const insert = db.prepare("insert into cylance_executions (id, item, created) values (?, ?, ?)")
  const one = (from: number) => ready[Math.floor(random() ** 3 * from)]
  for (let index = 0; index < Math.min(mostRuns, Math.ceil(packages * 0.4)); index += 1) {
    const [first, second] = [one(ready.length), random() < 0.15 ? one(ready.length) : undefined]
    if (!first) return
    const id = guidOf(random)
    const onZones = random() < 0.3
    const units = someOf(onZones ? 2 : 6, random, () => unitOf(random))
    const created = now() - Math.floor(random() ** 2 * 60 * day)
    const item = {
      id,
      name: `${pick(random, ["Collect", "Clean up", "Check", "Inventory of"])} ${first.name}`,
      createdAt: new Date(created).toISOString(),
      createdBy: users[Math.floor(random() * users.length)],
      destination: pick(random, ["", "", "sftp://results.acme.example/optics"]),
      keepResultsLocally: random() < 0.5,
      packageExecutions: [first, ...(second ? [second] : [])].map(({ packageId }) => ({
        arguments: random() < 0.5 ? [] : ["-user ALL"],
        package: packageId,
      })),
      target: onZones ? { zones: units } : { devices: units },
    }
    insert.run(id, JSON.stringify(item), created)
  }
}
