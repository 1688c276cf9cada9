import { StartError } from "./config.ts"

/** The system's code of an error, or nothing. */
export const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : ""

/** Why a port cannot be had, in one line. `what` says whose port it is. */
export const portProblem = (cause: unknown, port: number, what: string): StartError => {
  const code = codeOf(cause)
  if (code === "EADDRINUSE")
    return new StartError(
      `Port ${port} is taken${what}. Stop what uses it, or choose another one.`,
      3,
    )
  if (code === "EACCES")
    return new StartError(
      `Port ${port} may not be used by this user${what}. Choose one above 1023.`,
      3,
    )
  return new StartError(
    `The server cannot listen on port ${port}${what} (${code || "unknown reason"}).`,
    3,
  )
}
