/** One delayed thing at a time: starting another forgets the one before. */
export type Timer = {
  readonly start: (ms: number, then: () => void) => void
  readonly stop: () => void
}

export const makeTimer = (): Timer => {
  let handle: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => clearTimeout(handle)
  return {
    start: (ms, then) => {
      stop()
      handle = setTimeout(then, ms)
    },
    stop,
  }
}
