const first = Promise.withResolvers<void>()

/** In ms; a list that is slower than this has its filters before its rows. */
const longest = 1500
let timer: ReturnType<typeof setTimeout> | undefined

/** Whether the first draw of the page has rows, and leaves out what can come with the next frame. */
let rowsFirst = false

const end = (): void => {
  rowsFirst = false
  first.resolve()
}

/** Says that the page has rows from its first draw on. */
export const markRowsFirst = (): void => {
  rowsFirst = true
}

/** Whether what is drawn now is the first draw of a page that has rows. */
export const isRowsFirst = (): boolean => rowsFirst

/** Says that the first rows, or what stands in their place, are drawn: whatever waits behind them may come. */
export const markShown = (): void => {
  clearTimeout(timer)
  // Behind the frame that is being made now: with the one after it.
  requestAnimationFrame(() => requestAnimationFrame(end))
}

/** As {@link behind}, but where the first draw of the page has no rows it waits for none. */
export const besideRows = <T>(load: () => Promise<T>): Promise<T> =>
  rowsFirst ? behind(load) : load()

/**
 * Loads what the first rows of a list can do without, as soon as they are painted: loaded at once it
 * would take the line and the processor from them. Later in the life of the page it waits for nothing.
 */
export const behind = async <T>(load: () => T | Promise<T>): Promise<T> => {
  timer ??= setTimeout(end, longest)
  await first.promise
  return load()
}
