import { analyze } from "../analysis/index.ts"
import { AnalysisFailed } from "../analysis/types.ts"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import { findArtifact, saveAnalysis, standInFor } from "./artifacts.ts"
import type { Artifact } from "./artifacts.ts"

/** So many files are looked at side by side; the others wait for their turn. */
const mostAtOnce = 2

/** A request waits for the analysis of a file up to this size: that is over in a moment. */
const worthWaiting = 4 * 2 ** 20

/** The analyses of one world that are under way, by artifact and file. */
class Analyses {
  readonly #jobs = new Map<string, Promise<void>>()
  readonly #waiting: (() => void)[] = []
  #busy = 0

  async #turn(): Promise<void> {
    if (this.#busy < mostAtOnce) {
      this.#busy += 1
      return
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  #done(): void {
    const next = this.#waiting.shift()
    // Whoever waits longest takes the place as it is.
    if (next) next()
    else this.#busy -= 1
  }

  /** Runs `make` when it is its turn, once for each key at a time. */
  run(key: string, make: () => Promise<void>): Promise<void> {
    const known = this.#jobs.get(key)
    if (known) return known
    const job = this.#turn()
      .then(make)
      .finally(() => {
        this.#jobs.delete(key)
        this.#done()
      })
    this.#jobs.set(key, job)
    return job
  }
}

const everywhere = new WeakMap<World, Analyses>()

const analysesOf = (world: World): Analyses => {
  const known = everywhere.get(world) ?? new Analyses()
  everywhere.set(world, known)
  return known
}

/** Reads an upload where it lies; a stand-in is made for the moment and not kept. */
const look = async (world: World, artifact: Artifact) => {
  const files = filesOf(world)
  const { file, name, stand_in: standIn } = artifact
  if (file !== null)
    return await analyze({ path: files.pathOf(file), name: name ?? file }, files.closing)
  const made = await standInFor(standIn ?? "")
  const stored = await files.write(made.bytes)
  try {
    return await analyze({ path: files.pathOf(stored.id), name: made.name }, files.closing)
  } finally {
    files.remove(stored.id)
  }
}

const make = async (world: World, artifact: Artifact): Promise<void> => {
  const began = performance.now()
  const took = (): number => Math.ceil(performance.now() - began)
  const { closing } = filesOf(world)
  try {
    const analysis = await look(world, artifact)
    if (!closing.aborted) saveAnalysis(world, artifact, { analysis }, took())
  } catch (error) {
    // A world that was closed has no database any more; one in a file goes on when it is opened again.
    if (closing.aborted) return
    if (!(error instanceof AnalysisFailed)) throw error
    saveAnalysis(world, artifact, { failure: error.message }, took())
  }
}

/** Has an artifact analysed, unless that is done or under way. Resolves when it is over. */
export const startAnalysis = (world: World, artifact: Artifact): Promise<void> => {
  if (artifact.analysis !== null || artifact.failure !== null) return Promise.resolve()
  const key = `${artifact.id} ${artifact.file ?? "stand-in"} ${artifact.received}`
  return analysesOf(world).run(key, async () => await make(world, artifact))
}

/** What has become of an analysis. The Portal's words for all but DONE are not known; these are ours. */
export type State = "QUEUED" | "RUNNING" | "DONE" | "FAILED"

/** An artifact is shown as what it is once the world's clock has come so far. */
export const stateOf = (world: World, artifact: Artifact): State => {
  const { received, due, analysis, failure } = artifact
  const now = world.now()
  if (now < due) return now < received + (due - received) / 4 ? "QUEUED" : "RUNNING"
  if (failure !== null) return "FAILED"
  return analysis === null ? "RUNNING" : "DONE"
}

/**
 * The artifact as it is now. Where its time has come and its file is small, the analysis is waited for,
 * so that a clock that is moved by hand moves it on at once.
 */
export const settled = async (world: World, artifact: Artifact): Promise<Artifact> => {
  if (artifact.analysis !== null || artifact.failure !== null) return artifact
  const job = startAnalysis(world, artifact)
  // What went wrong is said where it is waited for; here nobody may.
  job.catch(() => {})
  if (world.now() < artifact.due || (artifact.size ?? 0) > worthWaiting) return artifact
  await job
  return findArtifact(world, artifact.version_id, artifact.build) ?? artifact
}
