import { randomBytes } from "node:crypto"
import { basename, dirname, extname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import type { Fetch } from "../../src/model/call.ts"
import type { SandboxApi, World } from "./api.ts"
import { createClock } from "./clock.ts"
import type { Clock } from "./clock.ts"
import { createFaultBook } from "./faults.ts"
import type { FaultBook } from "./faults.ts"
import { createFiles } from "./files.ts"
import { createRandom } from "./random.ts"
import { readSeed, seedMark } from "./seed/read.ts"

/** A world that is open: its data, its clock, what goes wrong in it, and the APIs that speak of it. */
export type OpenWorld = {
  readonly id: string
  /** How many packages it holds over all APIs. */
  readonly packages: number
  readonly clock: Clock
  readonly faults: FaultBook
  /** The world as one API sees it; filled on first use. */
  readonly of: (api: SandboxApi) => World
  /** The API's fetch, for links that begin with `origin`. */
  readonly fetchOf: (api: SandboxApi, origin: string) => Fetch
  readonly close: () => void
}

export type WorldOptions = {
  readonly id: string
  readonly apis: readonly SandboxApi[]
  readonly packages: number
  /** Path of the SQLite file; absent: in memory. */
  readonly file?: string
  /** Where the clock stands still, in ms since 1970; absent: real time. */
  readonly now?: number
  readonly log?: (line: string) => void
}

/** Raised when the core's own tables change; an API raises its `edition`. */
const edition = 1

/** Origins come from the Host header, so there may be any number of them. */
const rememberedOrigins = 32

const openDatabase = (file: string): DatabaseSync => {
  try {
    const db = new DatabaseSync(file, { timeout: 5000 })
    // Losing the last second at a power cut is fine: the file can be made anew.
    db.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on")
    db.exec("create table if not exists sandbox_world (key text primary key, value text not null)")
    return db
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`the world's file ${file} cannot be used: ${why}`, { cause })
  }
}

const readValue = (db: DatabaseSync, key: string): string | undefined => {
  const value = db.prepare("select value from sandbox_world where key = ?").get(key)?.["value"]
  return typeof value === "string" ? value : undefined
}

const writeValue = (db: DatabaseSync, key: string, value: string): void => {
  db.prepare("insert or replace into sandbox_world (key, value) values (?, ?)").run(key, value)
}

const dropAll = (db: DatabaseSync): void => {
  db.exec("pragma foreign_keys = off")
  const tables = db
    .prepare(
      // Virtual tables first: they take their shadow tables with them.
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name <> 'sandbox_world'
       order by sql like 'create virtual%' desc`,
    )
    .all()
  for (const { name } of tables)
    db.exec(`drop table if exists "${String(name).replaceAll('"', '""')}"`)
  db.exec("delete from sandbox_world where key like 'filled:%'")
  db.exec("pragma foreign_keys = on")
}

/** Where the files of a world in a file are: beside it, as in `sandbox-files` for `sandbox.db`. */
const folderBeside = (file: string): string =>
  join(dirname(file), `${basename(file, extname(file))}-files`)

/** How many of the packages one API holds: an equal part, the first ones taking what is left over. */
const shareOf = (packages: number, at: number, count: number): number =>
  Math.floor(packages / count) + (at < packages % count ? 1 : 0)

/**
 * Opens a world. One in a file is filled at once, and only if the file does not hold the same filling
 * already; one in memory fills each API when it is first asked.
 */
export const openWorld = (options: WorldOptions): OpenWorld => {
  const { id, apis, packages, log } = options
  const clock = createClock(options.now)
  const db = openDatabase(options.file ?? ":memory:")
  const files = createFiles(options.file === undefined ? undefined : folderBeside(options.file))
  const secret = readValue(db, "secret") ?? randomBytes(32).toString("hex")
  writeValue(db, "secret", secret)

  const worlds = new Map(
    apis.map((api, at) => [
      api.id,
      {
        db,
        now: clock.now,
        random: createRandom(api.id),
        get seed() {
          return readSeed()
        },
        packages: shareOf(packages, at, apis.length),
        secret,
        files,
      } satisfies World,
    ]),
  )
  const worldOf = (api: SandboxApi): World => {
    const world = worlds.get(api.id)
    if (!world) throw new Error(`The world ${id} has no ${api.id}.`)
    return world
  }
  const filling = (api: SandboxApi): string =>
    [edition, api.edition ?? 1, worldOf(api).packages, seedMark()].join(":")
  const filled = new Set<string>()
  const fill = (api: SandboxApi): World => {
    const world = worldOf(api)
    if (filled.has(api.id)) return world
    if (readValue(db, `filled:${api.id}`) !== filling(api)) {
      const start = performance.now()
      db.exec("begin")
      try {
        api.install(world)
        writeValue(db, `filled:${api.id}`, filling(api))
        db.exec("commit")
      } catch (cause) {
        db.exec("rollback")
        throw cause
      }
      const ms = Math.round(performance.now() - start)
      log?.(`sandbox: filled ${api.id} of world ${id} with ${world.packages} packages in ${ms} ms`)
    }
    filled.add(api.id)
    return world
  }
  if (options.file !== undefined) {
    const before = apis.map((api) => ({ api, was: readValue(db, `filled:${api.id}`) }))
    const stale = before.some(({ api, was }) => was !== undefined && was !== filling(api))
    if (stale) dropAll(db)
    // A new world does not inherit the files of one whose database was deleted.
    if (stale || before.every(({ was }) => was === undefined)) files.clear()
    for (const api of apis) fill(api)
  }

  const fetches = new Map<string, Fetch>()
  return {
    id,
    packages,
    clock,
    faults: createFaultBook(),
    of: fill,
    fetchOf: (api, origin) => {
      const key = `${api.id} ${origin}`
      const known = fetches.get(key)
      if (known) return known
      if (fetches.size >= rememberedOrigins) fetches.clear()
      const made = api.open(fill(api), origin)
      fetches.set(key, made)
      return made
    },
    close: () => {
      files.close()
      db.close()
    },
  }
}
