import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { readConfig } from "../config.ts"
import { startServer } from "../server.ts"
import type { Running } from "../server.ts"

export type TestServer = Running & {
  readonly origin: string
  readonly data: string
  /** A request as the app's own page makes it. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>
  readonly stop: () => Promise<void>
}

/** A whole server with its sandbox on free ports, in a folder of its own. */
export const startForTest = async (
  env: Readonly<Record<string, string>> = {},
): Promise<TestServer> => {
  const data = mkdtempSync(join(tmpdir(), "waybill-"))
  const running = await startServer(
    readConfig(
      {
        PORT: "0",
        WAYBILL_DATA: data,
        WAYBILL_SANDBOX_PORT: "0",
        WAYBILL_PACKAGES: "200",
        LOG_LEVEL: "silent",
        ...env,
      },
      [],
    ),
  )
  const { origin } = running
  if (origin === undefined) throw new Error("The server does not listen")
  return {
    ...running,
    origin,
    data,
    ask: (path, init = {}) => {
      const headers = new Headers(init.headers)
      if (!headers.has("origin")) headers.set("origin", origin)
      headers.set("sec-fetch-site", "same-origin")
      return fetch(new URL(path, origin), { ...init, headers })
    },
    stop: async () => {
      await running.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
