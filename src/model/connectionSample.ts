import type { Connection } from "./connection.ts"

/** A connection for tests; `more`: what matters about it. */
export const sampleConnection = (more: Partial<Connection>): Connection => ({
  id: "a",
  provider: "spectra",
  name: "Portal",
  settings: {},
  secrets: [],
  sandbox: false,
  createdAt: "",
  updatedAt: "",
  ...more,
})
