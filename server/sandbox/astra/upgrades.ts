import { randomUUID } from "node:crypto"
import { compareVersions } from "compare-versions"
import * as v from "valibot"
import { empty } from "../answer.ts"
import type { World } from "../api.ts"
import { Refused, bodyOf } from "./body.ts"
import { invalidFields, problemOf } from "./problems.ts"
import { instanceAddress } from "./running.ts"

const Json = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.string(),
    v.transform((text): unknown => JSON.parse(text)),
    schema,
  )

const Row = v.object({
  seq: v.number(),
  id: v.string(),
  instance: v.string(),
  componentName: v.string(),
  upgradeVersion: v.string(),
  currentVersion: v.string(),
  dependencies: Json(v.array(v.string())),
  state: v.string(),
  since: v.nullable(v.number()),
  metadata: Json(v.looseObject({ modificationTimestamp: v.string() })),
})
type Row = v.InferOutput<typeof Row>

const all = ({ db }: World): readonly Row[] =>
  db
    .prepare("select * from astra_upgrades order by seq")
    .all()
    .map((row) => v.parse(Row, row))

/** How long an approved upgrade waits for its window, and how long one runs, in ms. */
const waiting = 3000
const taking = 6000

/** The states in which people may ask for another one. */
const open: ReadonlySet<string> = new Set(["proposed", "scheduled", "failed"])

const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`

const moveTo = (world: World, row: Row, state: string, since: number | null): void => {
  const metadata = { ...row.metadata, modificationTimestamp: stamp(world.now()) }
  world.db
    .prepare("update astra_upgrades set state = ?, since = ?, metadata = ? where seq = ?")
    .run(state, since, JSON.stringify(metadata), row.seq)
}

/** An upgrade works where there is a package of its version that is available. */
const outcomeOf = ({ db }: World, row: Row): "complete" | "failed" => {
  const state = db
    .prepare(
      `select "packageState" as state from astra_packages where "packageName" = ? and "packageVersion" = ?`,
    )
    .get(row.componentName, row.upgradeVersion)?.["state"]
  return state === "available" ? "complete" : "failed"
}

/** What runs is now another version: what is not newer than that is no upgrade any more. */
const arrive = (world: World, done: Row): void => {
  for (const row of all(world)) {
    if (row.instance !== done.instance || row.seq === done.seq || row.state === "complete") continue
    world.db
      .prepare(`update astra_upgrades set "currentVersion" = ? where seq = ?`)
      .run(done.upgradeVersion, row.seq)
    if (row.state !== "running" && compareVersions(row.upgradeVersion, done.upgradeVersion) <= 0)
      moveTo(world, row, "unavailable", null)
  }
}

/** Each place where a component runs, and the version that runs there. */
const placesOf = (world: World, name: string): ReadonlyMap<string, string> => {
  const places = new Map<string, string>()
  for (const row of all(world)) {
    if (row.componentName !== name) continue
    const version = row.state === "complete" ? row.upgradeVersion : row.currentVersion
    const known = places.get(row.instance)
    if (known === undefined || compareVersions(version, known) > 0)
      places.set(row.instance, version)
  }
  return places
}

/** A package that has become available: an upgrade is proposed wherever something older runs. */
export const offer = (world: World, name: string, version: string): void => {
  const insert = world.db.prepare(
    `insert into astra_upgrades
       (id, instance, "componentName", "upgradeVersion", "currentVersion", dependencies, state, metadata)
     values (?, ?, ?, ?, ?, '[]', 'proposed', ?)`,
  )
  const rows = all(world).filter((row) => row.upgradeVersion === version)
  for (const [instance, current] of placesOf(world, name)) {
    if (compareVersions(version, current) <= 0) continue
    const known = rows.find((row) => row.instance === instance)
    if (known?.state === "unavailable") moveTo(world, known, "proposed", null)
    if (known) continue
    const at = stamp(world.now())
    const metadata = { labels: [], creationTimestamp: at, modificationTimestamp: at }
    insert.run(randomUUID(), instance, name, version, current, JSON.stringify(metadata))
  }
}

/** A package that is gone: what was not begun cannot be. */
export const withdraw = (world: World, name: string, version: string): void => {
  for (const row of all(world))
    if (row.componentName === name && row.upgradeVersion === version && open.has(row.state))
      moveTo(world, row, "unavailable", null)
}

/** Moves on what time has moved on, as often as one step makes the next one possible. */
const settle = (world: World): void => {
  for (;;) {
    const rows = all(world)
    const complete = new Set(rows.filter(({ state }) => state === "complete").map(({ id }) => id))
    const next = rows.find(({ state, since, dependencies }) => {
      if (since === null) return false
      if (state === "scheduled")
        return since + waiting <= world.now() && dependencies.every((id) => complete.has(id))
      return state === "running" && since + taking <= world.now()
    })
    if (!next) return
    const since = next.since ?? world.now()
    if (next.state === "scheduled") moveTo(world, next, "running", since + waiting)
    else {
      const outcome = outcomeOf(world, next)
      moveTo(world, next, outcome, null)
      if (outcome === "complete") arrive(world, next)
    }
  }
}

const detailsOf = ({ state, upgradeVersion }: Row): readonly object[] =>
  state === "failed"
    ? [
        {
          type: "https://astra.example.com/details/upgrade-failed",
          title: "Upgrade failed",
          detail: `The package of ${upgradeVersion} couldn't be applied.`,
        },
      ]
    : []

const present = (origin: string, row: Row): object => ({
  type: "application/astra-upgrade",
  version: "1.1",
  id: row.id,
  componentName: row.componentName,
  componentInstance: instanceAddress(origin, row.instance),
  componentID: row.instance,
  upgradeVersion: row.upgradeVersion,
  currentVersion: row.currentVersion,
  dependencies: row.dependencies,
  state: row.state,
  // Only included while people can ask for a change.
  ...(open.has(row.state)
    ? { stateDesired: row.state === "scheduled" ? "scheduled" : "proposed" }
    : {}),
  stateDetails: detailsOf(row),
  metadata: row.metadata,
})

const tagOf = ({ metadata }: Row): string => `"${metadata.modificationTimestamp}"`

/** GET upgrades */
export const listUpgrades = (world: World, origin: string, query: URLSearchParams): Response => {
  const unknown = [...new Set(query.keys())]
  if (unknown.length > 0)
    return problemOf(
      6,
      unknown.map((name) => ({ name, reason: "not supported by this sandbox" })),
    )
  settle(world)
  const items = all(world).map((row) => present(origin, row))
  return Response.json({
    type: "application/astra-upgrades",
    version: "1.1",
    items,
    metadata: { labels: [], count: items.length },
  })
}

const find = (world: World, id: string): Row => {
  settle(world)
  const row = world.db.prepare("select * from astra_upgrades where id = ?").get(id)
  if (!row) throw new Refused(problemOf(1))
  return v.parse(Row, row)
}

/** GET upgrades/{id} @throws Refused */
export const getUpgrade = (world: World, origin: string, id: string): Response => {
  const row = find(world, id)
  return Response.json(present(origin, row), {
    headers: { "content-type": "application/astra-upgrade+json", etag: tagOf(row) },
  })
}

const Wanted = v.strictObject({
  type: v.literal("application/astra-upgrade"),
  version: v.picklist(["1.0", "1.1"]),
  stateDesired: v.optional(v.picklist(["proposed", "scheduled", "running"])),
  // What is not the user's to change is preserved, whatever stands there.
  id: v.optional(v.string()),
  componentName: v.optional(v.string()),
  componentInstance: v.optional(v.string()),
  componentID: v.optional(v.string()),
  upgradeVersion: v.optional(v.string()),
  currentVersion: v.optional(v.string()),
  dependencies: v.optional(v.array(v.string())),
  state: v.optional(v.string()),
  stateDetails: v.optional(v.array(v.unknown())),
  metadata: v.optional(v.looseObject({})),
})

/** PUT upgrades/{id}: asks for another state @throws Refused */
export const putUpgrade = async (world: World, request: Request, id: string): Promise<Response> => {
  const row = find(world, id)
  const match = request.headers.get("if-match")
  if (match !== null && match !== tagOf(row)) return problemOf(38)
  const { stateDesired } = await bodyOf(request, "application/astra-upgrade+json", Wanted)
  if (stateDesired === undefined) return empty(204)
  if (!open.has(row.state))
    return invalidFields([
      { name: "stateDesired", reason: `can't be changed while the upgrade is ${row.state}` },
    ])
  const complete = new Set(
    all(world)
      .filter(({ state }) => state === "complete")
      .map((one) => one.id),
  )
  const ready = row.dependencies.every((one) => complete.has(one))
  const now = world.now()
  if (stateDesired === "proposed") moveTo(world, row, "proposed", null)
  else if (stateDesired === "running" && ready) moveTo(world, row, "running", now)
  // At once, as soon as what it needs is there; or when its window opens.
  else moveTo(world, row, "scheduled", stateDesired === "running" ? now - waiting : now)
  return empty(204)
}
