import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { createWorld, get, path, problemOf, write } from "./testing.ts"
import type { Made } from "./testing.ts"

const upgradesPath = path.replace("/packages", "/upgrades")

const Upgrade = v.strictObject({
  type: v.literal("application/astra-upgrade"),
  version: v.literal("1.1"),
  id: v.pipe(v.string(), v.uuid()),
  componentName: v.picklist(["acc", "acs", "trident", "kubernetes"]),
  componentInstance: v.pipe(v.string(), v.url()),
  componentID: v.pipe(v.string(), v.uuid()),
  upgradeVersion: v.string(),
  currentVersion: v.string(),
  dependencies: v.array(v.string()),
  state: v.picklist(["unavailable", "proposed", "scheduled", "running", "complete", "failed"]),
  stateDesired: v.optional(v.picklist(["proposed", "scheduled", "running"])),
  stateDetails: v.array(
    v.strictObject({ type: v.string(), title: v.string(), detail: v.string() }),
  ),
  metadata: v.looseObject({ creationTimestamp: v.string(), modificationTimestamp: v.string() }),
})
type Upgrade = v.InferOutput<typeof Upgrade>
const List = v.strictObject({
  type: v.literal("application/astra-upgrades"),
  version: v.literal("1.1"),
  items: v.array(Upgrade),
  metadata: v.looseObject({}),
})

const list = async (made: Made): Promise<readonly Upgrade[]> =>
  v.parse(List, await (await get(made, upgradesPath)).json()).items

const read = async (made: Made, id: string): Promise<Upgrade> =>
  v.parse(Upgrade, await (await get(made, `${upgradesPath}/${id}`)).json())

const put = (made: Made, id: string, stateDesired: string, headers: Record<string, string> = {}) =>
  write(made, "PUT", `${upgradesPath}/${id}`, {
    json: { type: "application/astra-upgrade", version: "1.1", stateDesired },
    headers,
  })

const one = async (made: Made, test: (upgrade: Upgrade) => boolean): Promise<Upgrade> => {
  const found = (await list(made)).find(test)
  if (!found) throw new Error("No such upgrade")
  return found
}

const availableTo = (made: Made, { componentName, upgradeVersion }: Upgrade): boolean =>
  made.world.db
    .prepare(
      `select 1 from astra_packages where "packageName" = ? and "packageVersion" = ? and "packageState" = 'available'`,
    )
    .get(componentName, upgradeVersion) !== undefined

/** One that is proposed, needs no other, and whose package is available, or is not. */
const proposed = (made: Made, good = true) =>
  one(
    made,
    (upgrade) =>
      upgrade.state === "proposed" &&
      upgrade.dependencies.length === 0 &&
      availableTo(made, upgrade) === good,
  )

describe("the list of upgrades", () => {
  it("has one for each package that is newer than what runs, and says which", async () => {
    const made = createWorld(600)
    const items = await list(made)
    expect(new Set(items.map(({ componentName }) => componentName))).toEqual(
      new Set(["acc", "acs", "trident"]),
    )
    for (const item of items) {
      expect(await read(made, item.id)).toEqual(item)
      // Only there while people can ask for another state.
      expect(item.stateDesired === undefined).toBe(item.state === "unavailable")
      expect(item.stateDetails.length > 0).toBe(item.state === "failed")
    }
  })

  it("takes no parameters, and knows no other id", async () => {
    const made = createWorld(100)
    expect((await problemOf(await get(made, `${upgradesPath}?limit=1`))).slice(0, 2)).toEqual([
      400, 6,
    ])
    const lost = await get(made, `${upgradesPath}/nothing`)
    expect((await problemOf(lost)).slice(0, 2)).toEqual([404, 1])
    expect((await problemOf(await put(made, "nothing", "running"))).slice(0, 2)).toEqual([404, 1])
    expect((await write(made, "POST", upgradesPath)).status).toBe(405)
  })
})

describe("asking for another state", () => {
  it("runs it at once, and then everything of that place runs the new version", async () => {
    const made = createWorld(600)
    const { id, componentID, upgradeVersion } = await proposed(made)
    const answer = await put(made, id, "running")
    expect([answer.status, await answer.text()]).toEqual([204, ""])
    expect((await read(made, id)).state).toBe("running")
    const again = await problemOf(await put(made, id, "proposed"))
    expect([again[0], again[1], again[2]?.[0]?.name]).toEqual([400, 9, "stateDesired"])
    made.clock.now += 7000
    expect((await read(made, id)).state).toBe("complete")
    const others = (await list(made)).filter(
      (other) => other.componentID === componentID && other.id !== id,
    )
    for (const { currentVersion } of others) expect(currentVersion).toBe(upgradeVersion)
  })

  it("waits for its window when it is only approved, and can be taken back until then", async () => {
    const made = createWorld(600)
    const { id } = await proposed(made)
    await put(made, id, "scheduled")
    expect(await read(made, id)).toMatchObject({ state: "scheduled", stateDesired: "scheduled" })
    await put(made, id, "proposed")
    made.clock.now += 60_000
    expect((await read(made, id)).state).toBe("proposed")
    await put(made, id, "scheduled")
    made.clock.now += 3500
    expect((await read(made, id)).state).toBe("running")
    made.clock.now += 6000
    expect((await read(made, id)).state).toBe("complete")
  })

  it("fails where the package is not available, and says so", async () => {
    const made = createWorld(600)
    const { id } = await proposed(made, false)
    await put(made, id, "running")
    made.clock.now += 7000
    const after = await read(made, id)
    expect(after.state).toBe("failed")
    expect(after.stateDetails).toHaveLength(1)
  })

  it("begins only after what it needs", async () => {
    const made = createWorld(600)
    const { id, dependencies } = await one(
      made,
      ({ state, dependencies }) => state === "proposed" && dependencies.length > 0,
    )
    await put(made, id, "running")
    made.clock.now += 60_000
    expect((await read(made, id)).state).toBe("scheduled")
    made.world.db
      .prepare(`update astra_upgrades set state = 'complete' where id = ?`)
      .run(dependencies[0] ?? "")
    expect(["running", "complete", "failed"]).toContain((await read(made, id)).state)
  })

  it("does not overwrite what somebody else decided", async () => {
    const made = createWorld(600)
    const { id } = await proposed(made)
    const tag = (await get(made, `${upgradesPath}/${id}`)).headers.get("etag") ?? ""
    made.clock.now += 1000
    expect((await put(made, id, "scheduled", { "if-match": tag })).status).toBe(204)
    const late = await put(made, id, "proposed", { "if-match": tag })
    expect((await problemOf(late)).slice(0, 2)).toEqual([412, 38])
  })

  it("refuses a state that nobody may ask for", async () => {
    const made = createWorld(600)
    const { id } = await proposed(made)
    const [status, number, faults] = await problemOf(await put(made, id, "complete"))
    expect([status, number, faults?.[0]?.name]).toEqual([400, 9, "stateDesired"])
  })
})

describe("packages that come and go", () => {
  const json = {
    type: "application/astra-package",
    version: "1.0",
    packageName: "trident",
    packageVersion: "99.0.0",
    packageType: "install",
    severityLevel: "recommended",
  }
  const states = async (made: Made) =>
    (await list(made))
      .filter(({ upgradeVersion }) => upgradeVersion === json.packageVersion)
      .map(({ state }) => state)

  it("propose an upgrade wherever something older runs, and take it away with them", async () => {
    const made = createWorld(600)
    const create = async (): Promise<string> => {
      await write(made, "POST", path, { json })
      expect(new Set(await states(made))).not.toContain("proposed")
      made.clock.now += 4000
      expect(await states(made)).toEqual(Array.from({ length: 6 }, () => "proposed"))
      const row = made.world.db
        .prepare(`select "id" from astra_packages where "packageVersion" = ?`)
        .get(json.packageVersion)
      return String(row?.["id"])
    }
    expect((await write(made, "DELETE", `${path}/${await create()}`)).status).toBe(204)
    expect(new Set(await states(made))).toEqual(new Set(["unavailable"]))
    await create()
  })
})
