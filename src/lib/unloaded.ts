const words = /dynamically imported module|Importing a module script failed|Loading chunk/i

/** By what a part of the app failed with: loads it anew. */
export const loadersOf = new WeakMap<Error, () => Promise<unknown>>()

/** Whether a part of the app itself could not be loaded: our server is away, or has a newer release. */
export const isUnloaded = (cause: unknown): cause is Error =>
  cause instanceof Error && words.test(cause.message)
