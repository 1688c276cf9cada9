import * as v from "valibot"
import { makeStandIn } from "../analysis/index.ts"
import type { StandIn } from "../analysis/standIn.ts"
import type { Analysis } from "../analysis/types.ts"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"

export const builds = ["version", "repro"] as const
/** A version's main artifact, or its reproducible build. */
export type Build = (typeof builds)[number]

const Artifact = v.object({
  id: v.number(),
  version_id: v.number(),
  build: v.picklist(builds),
  /** Name and bytes of an upload; null for a stand-in, whose own name and size its analysis says. */
  name: v.nullable(v.string()),
  size: v.nullable(v.number()),
  /** The upload among the world's files. */
  file: v.nullable(v.string()),
  /** Else: what a stand-in for it is made of, as JSON. */
  stand_in: v.nullable(v.string()),
  /** The version of the same package that it is compared with. */
  diff_with: v.nullable(v.string()),
  /** When the analysis was asked for, and when it may be over: ms since 1970 of the world's clock. */
  received: v.number(),
  due: v.number(),
  /** 0: analysed before the Portal learned the later report formats. */
  has_later_formats: v.number(),
  /** JSON of the analysis, or why it failed. Both null: not made yet. */
  analysis: v.nullable(v.string()),
  failure: v.nullable(v.string()),
  /** When it was made, on the same clock. */
  ended: v.nullable(v.number()),
})
export type Artifact = v.InferOutput<typeof Artifact>

export const findArtifact = (world: World, version: number, build: Build): Artifact | undefined => {
  const row = world.db
    .prepare("select * from spectra_artifacts where version_id = ? and build = ?")
    .get(version, build)
  return row === undefined ? undefined : v.parse(Artifact, row)
}

/** Ids are not used again, so what was deleted or replaced is not mistaken for what came after it. */
export const artifactOf = (world: World, id: number): Artifact | undefined => {
  const row = world.db.prepare("select * from spectra_artifacts where id = ?").get(id)
  return row === undefined ? undefined : v.parse(Artifact, row)
}

const StandInOf = v.object({
  from: v.picklist(["npm", "debian"]),
  name: v.string(),
  version: v.string(),
  licence: v.exactOptional(v.string()),
  publisher: v.exactOptional(v.string()),
})

/** The file that stands in for what the world was filled with: the same bytes each time. */
export const standInFor = async (json: string): Promise<StandIn> =>
  await makeStandIn(v.parse(StandInOf, JSON.parse(json)))

/** Written by {@link saveAnalysis} and nobody else, so its inside is not looked at again. */
const Stored = v.custom<Analysis>((value) => typeof value === "object" && value !== null)

/** The analysis of an artifact that is done. */
export const analysisOf = ({ analysis }: Artifact): Analysis | undefined =>
  analysis === null ? undefined : v.parse(Stored, JSON.parse(analysis))

/**
 * Keeps what an analysis found, unless the artifact was replaced or deleted meanwhile.
 * @param took ms. What the world was filled with counts as analysed when it came, though it is looked at
 *   when it is first asked for.
 */
export const saveAnalysis = (
  world: World,
  { id, file, name, due, received }: Artifact,
  result: { readonly analysis: Analysis } | { readonly failure: string },
  took: number,
): void => {
  world.db
    .prepare(
      `update spectra_artifacts set analysis = ?, failure = ?, ended = ?
       where id = ? and file is ? and received = ?`,
    )
    .run(
      "analysis" in result ? JSON.stringify(result.analysis) : null,
      "failure" in result ? result.failure : null,
      name === null ? due + took : world.now(),
      id,
      file,
      received,
    )
}

/** Deletes artifacts and their files; `where` speaks of `spectra_artifacts` alone. */
export const removeArtifacts = (world: World, where: string, id: number): void => {
  const gone = world.db
    .prepare(`delete from spectra_artifacts where ${where} returning file`)
    .all(id)
  for (const { file } of gone) if (typeof file === "string") filesOf(world).remove(file)
}
