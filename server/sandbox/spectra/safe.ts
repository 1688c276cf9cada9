import { gzipSync } from "node:zlib"
import { packTar } from "modern-tar"
import { writeReport } from "../analysis/index.ts"
import { reportFormats } from "../analysis/types.ts"
import type { World } from "../api.ts"
import type { Artifact } from "./artifacts.ts"
import { findVersion, packageAt, placeOf } from "./find.ts"
import { comparedSubjectOf } from "./subjects.ts"

/**
 * The sandbox's RL-SAFE archive: every report, as tar.gz. The vendor's format is its
 * own, and opens in its viewer alone.
 * @returns undefined while the analysis is not done
 */
export const packSafe = async (
  world: World,
  artifact: Artifact,
): Promise<Uint8Array | undefined> => {
  const at = placeOf(world, artifact.version_id)
  const version = at && findVersion(world, packageAt(world, at).id, at.version)
  const subject = version && (await comparedSubjectOf(world, at, version, artifact))
  if (!subject) return undefined
  const mtime = new Date(subject.timestamp)
  const reports = await Promise.all(reportFormats.map((format) => writeReport(format, subject)))
  const entries = reports.map((report) => {
    const body = typeof report.body === "string" ? Buffer.from(report.body) : report.body
    return { header: { name: report.name, size: body.length, mtime, mode: 0o644 }, body }
  })
  return gzipSync(await packTar(entries))
}
