const words = /dynamically imported module|Importing a module script failed|Loading chunk/i

/** Whether a part of the app itself could not be loaded: our server is away, or has a newer release. */
export const isUnloaded = (cause: unknown): boolean =>
  cause instanceof Error && words.test(cause.message)
