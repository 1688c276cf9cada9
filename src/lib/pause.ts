/** Waits so many ms, or ends with an AbortError as soon as the signal says so. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(new DOMException("Aborted", "AbortError"))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave)
      resolve()
    }, ms)
    if (signal.aborted) leave()
    else signal.addEventListener("abort", leave, { once: true })
  })
