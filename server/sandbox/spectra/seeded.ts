import { createHash } from "node:crypto"
import type { World } from "../api.ts"
import type { SeedPackage } from "../seed/read.ts"
import { versionName } from "./versions.ts"

const day = 86_400_000

/** Scans older than this lack the report formats that the Portal learned later. */
const learnedLaterFormats = 270 * day

/** In [0, 1), always the same for the same text: what is drawn from `world.random` stays as it is. */
const chanceOf = (text: string): number =>
  createHash("sha1").update(text).digest().readUInt32BE() / 2 ** 32

/** What a stand-in is made of: see `analysis/standIn.ts`. */
export const standInOf = ({ from, name, version, licence, publisher }: SeedPackage): string =>
  JSON.stringify({ from, name, version, licence, publisher })

type Seeded = {
  readonly version: number | bigint
  /** When it was uploaded, in ms since 1970. */
  readonly created: number
  readonly of: SeedPackage
  /** The version uploaded before it. */
  readonly before: SeedPackage | undefined
}

/**
 * Adds the artifacts of the filling's versions. Nothing is made or analysed here: that happens when one
 * is first asked for. Some were compared with the version before, and a few have a reproducible build.
 */
export const artifactsOf = (world: World): ((of: Seeded) => void) => {
  const insert = world.db.prepare(
    `insert into spectra_artifacts
       (version_id, build, stand_in, diff_with, received, due, has_later_formats)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const now = world.now()
  return ({ version, created, of, before }) => {
    const chance = chanceOf(`${of.from} ${of.name} ${of.version}`)
    const standIn = standInOf(of)
    const later = now - created < learnedLaterFormats ? 1 : 0
    const diff = before && chance < 0.5 ? versionName(before.version) : null
    insert.run(version, "version", standIn, diff, created, created, later)
    if (chance % 0.1 < 0.006) insert.run(version, "repro", standIn, null, created, created, later)
  }
}
