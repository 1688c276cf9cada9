/** The one way out: an adapter takes one, the gateway is one, the sandbox is five of them. */
export type Fetch = (request: Request) => Promise<Response>

/** Visible is on screen now; soon is likely next; background may wait for a quiet moment. */
export type Priority = "visible" | "soon" | "background"

/** What an adapter gets with every call. */
export type Call = {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly priority: Priority
  /** The connection's settings that are no secrets, by input id: organization, group, account. */
  readonly settings: Readonly<Record<string, string>>
  /** Told while a body is sent: bytes so far, and of how many. */
  readonly progress?: (sent: number, of: number) => void
  /** Told what goes on while a long piece of work is followed, in a word or two: "STAGING". */
  readonly say?: (phase: string) => void
}
