/** Loads what the first letter in a query box brings, while the hands are on their way to the keys. */
export const getReady = (): void => {
  const loading = [
    import("./completion.ts"),
    import("./Completions.tsx"),
    import("./ActiveFilters.tsx"),
    import("./UnseenWords.tsx"),
    import("./Nothing.tsx"),
    import("./WalkNote.tsx"),
    import("../data/walk.ts"),
  ]
  // What does not come is asked for again where it is needed, and missed there.
  void Promise.allSettled(loading)
}

/**
 * Ms in which the rows that a letter leaves are drawn, most of the time. Not the next frame: to ask for
 * one has the rows, where a worker finds them, wait for the frame after it.
 */
const rowsFirst = 40

/** What completes a question, once what the question finds has had its turn. Undefined: it cannot be loaded. */
export const completionBehindRows = async () => {
  try {
    // Both, or nothing: what cannot be shown must not be chosen from.
    const [{ complete }] = await Promise.all([
      import("./completion.ts"),
      import("./Completions.tsx"),
    ])
    await new Promise((resolve) => setTimeout(resolve, rowsFirst))
    return complete
  } catch {
    return undefined
  }
}
