/** Does something later. @returns what keeps it from being done */
export type After = (ms: number, then: () => void) => () => void

export const wakeAfter: After = (ms, then) => {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

/**
 * Waits so many ms, or ends with an AbortError as soon as the signal says so.
 * @param after the timer, so that tests need not sleep
 */
export const pause = (ms: number, signal: AbortSignal, after: After = wakeAfter): Promise<void> =>
  new Promise((resolve, reject) => {
    const cancel = after(ms, () => {
      signal.removeEventListener("abort", leave)
      resolve()
    })
    const leave = (): void => {
      cancel()
      reject(new DOMException("Aborted", "AbortError"))
    }
    if (signal.aborted) leave()
    else signal.addEventListener("abort", leave, { once: true })
  })
