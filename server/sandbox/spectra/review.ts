import * as v from "valibot"
import { text } from "../answer.ts"
import { ownerUser } from "./accounts.ts"
import { settled, startAnalysis, stateOf } from "./analysing.ts"
import { builds, findArtifact } from "./artifacts.ts"
import { bodyOf } from "./body.ts"
import { versionAt } from "./find.ts"
import type { Asked } from "./operations.ts"
import { optionsOf } from "./options.ts"
import type { AtVersion } from "./path.ts"
import { refuse } from "./refusals.ts"

const Reason = v.object({ reason: v.exactOptional(v.string("reason: Not a valid string.")) })

const outcomes = {
  approve: "Approved",
  reject: "ApprovalRejected",
  revoke: "ApprovalRevoked",
} as const

/**
 * `PUT approve|reject|revoke/...`. The reason is taken from the body, where the vendor's client has it,
 * and from the query, where its documentation has it. Only an approval can be revoked.
 * @throws Refused
 */
export const review =
  (verb: keyof typeof outcomes) =>
  async ({ world, request, query }: Asked, at: AtVersion): Promise<Response> => {
    const { reason = query.get("reason") ?? "" } = await bodyOf(request, Reason)
    const version = versionAt(world, at)
    if (verb === "revoke" && version.approval_status !== outcomes.approve)
      throw refuse(400, "Only the approval of an approved version can be revoked.")
    world.db
      .prepare(
        `update spectra_versions set approval_status = ?, approval_reason = ?, approval_timestamp = ?,
           approval_user = ?, approval_role = ? where id = ?`,
      )
      .run(
        outcomes[verb],
        reason,
        new Date(world.now()).toISOString(),
        ownerUser.user,
        ownerUser.role,
        version.id,
      )
    return text(200, "OK")
  }

/** `POST sync/...`: analyses all artifacts of a version again. @throws Refused */
export const sync = async ({ world }: Asked, at: AtVersion): Promise<Response> => {
  const version = versionAt(world, at)
  const artifacts = await Promise.all(
    builds.flatMap((build) => {
      const found = findArtifact(world, version.id, build)
      return found ? [settled(world, found)] : []
    }),
  )
  const isRunning = artifacts.some(
    (artifact) => !["DONE", "FAILED"].includes(stateOf(world, artifact)),
  )
  if (isRunning) throw refuse(409, "The version is being analysed already.")
  const now = world.now()
  world.db
    .prepare(
      `update spectra_artifacts set received = ?, due = ?, has_later_formats = 1, analysis = null,
         failure = null, ended = null where version_id = ?`,
    )
    .run(now, now + optionsOf(world).analysisMs, version.id)
  for (const { build } of artifacts) {
    const artifact = findArtifact(world, version.id, build)
    // Asking for the status brings up what goes wrong.
    if (artifact) startAnalysis(world, artifact).catch(() => {})
  }
  return text(200, "OK")
}
