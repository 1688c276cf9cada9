/** Ms that somebody must stay near: whoever sweeps over a column of menus asks for none. */
const stays = 120
/** Ms for which an answer is one of now. */
const fresh = 5000

type Clock = {
  readonly now: () => number
  /** Calls after so many ms; returns how to call it off. */
  readonly after: (ms: number, run: () => void) => () => void
}

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * Asks about a thing when somebody comes near it, and at once when it is wanted; never twice at a time.
 * An answer that is no longer fresh, or was called off, is told to nobody.
 * @param ask must not reject; what it gives once its signal is aborted is not heard
 */
export const createAskNear = <T>(
  ask: (signal: AbortSignal) => Promise<T>,
  /** Told the answer; undefined: what was told does not hold any more. */
  tell: (answer: T | undefined) => void,
  { now, after }: Clock = clock,
) => {
  let abort: AbortController | undefined
  let callOff: (() => void) | undefined
  let wanted = false
  let answeredAt = -Infinity

  const wait = (): void => {
    callOff?.()
    callOff = undefined
  }
  const isFresh = (): boolean => now() - answeredAt < fresh
  const begin = async (): Promise<void> => {
    wait()
    const own = new AbortController()
    abort = own
    tell(undefined)
    const answer = await ask(own.signal)
    if (own.signal.aborted) return
    abort = undefined
    wanted = false
    answeredAt = now()
    tell(answer)
  }
  const stop = (): void => {
    wait()
    abort?.abort()
    abort = undefined
    wanted = false
  }

  return {
    /** Somebody came near. */
    near: (): void => {
      if (!abort && !callOff && !isFresh()) callOff = after(stays, () => void begin())
    },
    /** Somebody wants it. */
    want: (): void => {
      if (!abort && isFresh()) return
      wanted = true
      if (!abort) void begin()
    },
    /** Nobody is near any more; what is wanted is waited for all the same. */
    leave: (): void => {
      if (!wanted) stop()
    },
    /** Something is done to it: what is known of it does not hold. */
    forget: (): void => {
      answeredAt = -Infinity
    },
    stop,
  }
}
