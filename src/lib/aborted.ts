/** Whether somebody wanted it to end: no failure, and nothing to be told. */
export const isAbort = (cause: unknown): boolean =>
  cause instanceof Error && cause.name === "AbortError"
