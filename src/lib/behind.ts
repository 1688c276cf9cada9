const first = Promise.withResolvers<void>()

/** In ms; a list that is slower than this has its filters before its rows. */
const longest = 1500
let timer: ReturnType<typeof setTimeout> | undefined

/** Says that the first rows, or what stands in their place, are drawn: whatever waits behind them may come. */
export const markShown = (): void => {
  clearTimeout(timer)
  // After the frame that is being made now.
  requestAnimationFrame(() => setTimeout(first.resolve, 0))
}

/**
 * Loads what the first rows of a list can do without, as soon as they are painted: loaded at once it
 * would take the line and the processor from them. Later in the life of the page it waits for nothing.
 */
export const behind = async <T>(load: () => Promise<T>): Promise<T> => {
  timer ??= setTimeout(first.resolve, longest)
  await first.promise
  return load()
}
