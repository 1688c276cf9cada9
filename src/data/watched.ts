import { agree, agreed, liveOf, publish } from "./live.ts"
import type { Live } from "./live.ts"
import type { Walked, WalkOptions } from "./walk.ts"

/** What a walk gets from those who watch it. */
export type Watched = Pick<WalkOptions, "onProgress" | "approve"> & { readonly signal: AbortSignal }

/**
 * Runs something that walks lists, so that it can be watched, asked and stopped under a key.
 * Stopped by a person, it ends with what it has read so far, as incomplete.
 */
export const runWatched = async (
  key: string,
  signal: AbortSignal,
  run: (watched: Watched) => Promise<Walked>,
): Promise<Walked> => {
  const stopper = new AbortController()
  const either = AbortSignal.any([signal, stopper.signal])
  let state: Live = {
    rows: [],
    of: undefined,
    requests: undefined,
    decide: undefined,
    halt: () => {
      agreed.delete(key)
      stopper.abort()
    },
  }
  const tell = (more: Partial<Live>): void => {
    // It has ended, or another took its place: what still comes of it is nobody's news.
    if (liveOf(key) !== state) return
    state = { ...state, ...more }
    publish(key, state)
  }
  publish(key, state)
  try {
    return await run({
      signal: either,
      onProgress: tell,
      approve: (progress) => {
        const price = progress.requests ?? Infinity
        // Lists grow; more than twice as much was not agreed to.
        if (price <= 2 * (agreed.get(key) ?? 0)) return Promise.resolve(true)
        return new Promise((resolve, reject) => {
          // Of several lists that ask at once, each goes on by the one answer.
          const before = state.decide
          either.addEventListener("abort", () => reject(new DOMException("Stopped", "AbortError")))
          tell({
            ...progress,
            decide: (yes) => {
              if (yes) agree(key, price)
              tell({ decide: undefined })
              resolve(yes)
              before?.(yes)
            },
          })
        })
      },
    })
  } catch (cause) {
    if (stopper.signal.aborted && !signal.aborted)
      return { rows: state.rows, of: state.of, complete: false }
    throw cause
  } finally {
    if (liveOf(key) === state) publish(key, undefined)
  }
}
