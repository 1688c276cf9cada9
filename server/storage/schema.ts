/** The tables as the code sees them. Times are ISO strings, flags 0 or 1: the same in both databases. */
export type Tables = {
  readonly connections: {
    readonly id: string
    readonly provider: string
    readonly name: string
    /** JSON object of the settings that are no secrets. */
    readonly settings: string
    /** JSON object of sealed secrets by input id. */
    readonly secrets: string
    readonly sandbox: number
    readonly created_at: string
    readonly updated_at: string
  }
  readonly sessions: {
    /** SHA-256 of the cookie: who reads the table cannot use a session. */
    readonly id: string
    readonly user_name: string
    readonly created_at: string
    readonly expires_at: string
  }
  readonly journal: {
    readonly id: string
    readonly at: string
    readonly user_name: string
    readonly action: string
    readonly subject: string
    readonly detail: string
  }
}
