import { accessSync, constants, mkdirSync, readFileSync } from "node:fs"
import { createAdaptorServer } from "@hono/node-server"
import { pino } from "pino"
import type { ProviderId } from "../src/model/provider.ts"
import { providerSettings } from "../src/providers/settings.ts"
import { createApp } from "./app.ts"
import type { App } from "./app.ts"
import { isLoopback, sandboxFile, StartError } from "./config.ts"
import type { Config } from "./config.ts"
import { createConnections } from "./gateway/connections.ts"
import type { Connections } from "./gateway/connections.ts"
import { createFiles } from "./gateway/files.ts"
import { createJournal } from "./gateway/journal.ts"
import { closeAgents } from "./gateway/outbound.ts"
import { createSealer, readKeyFile } from "./gateway/seal.ts"
import { createSessions } from "./gateway/sessions.ts"
import { openDatabase } from "./storage/open.ts"

export type Running = {
  readonly app: App
  /** Undefined where nobody listens: Vite's own server carries the app in development. */
  readonly origin: string | undefined
  readonly sandboxOrigin: string | undefined
  readonly close: () => Promise<void>
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : ""

const portProblem = (cause: unknown, port: number, what: string): StartError => {
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

const checkFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.R_OK | constants.X_OK)
  } catch (cause) {
    throw new StartError(
      `The data folder ${folder} cannot be written (${codeOf(cause) || "unknown reason"}). Set WAYBILL_DATA to one that can.`,
      4,
    )
  }
}

const openStorage = async (config: Config) => {
  try {
    return await openDatabase(config.databaseUrl, config.data)
  } catch (cause) {
    const where = config.databaseUrl === undefined ? `in ${config.data}` : "at DATABASE_URL"
    throw new StartError(
      `The database ${where} cannot be used (${codeOf(cause) || "see LOG_LEVEL=debug"}).`,
      5,
    )
  }
}

const sealerOf = (config: Config) => {
  try {
    return createSealer(config.key ?? readKeyFile(config.data))
  } catch (cause) {
    throw new StartError(cause instanceof Error ? cause.message : "The key cannot be read.", 4)
  }
}

const startSandbox = async (
  config: NonNullable<Config["sandbox"]>,
  file: string,
  connections: Connections,
  log: (line: string) => void,
) => {
  // Loaded only where it is wanted: a server for real use stays small.
  const { createSandbox } = await import("./sandbox/index.ts")
  const sandbox = createSandbox({ file, packages: config.packages, log })
  let origin: string
  try {
    const addresses = await sandbox.listen({ port: config.port, https: config.httpsPort })
    origin = addresses.http
  } catch (cause) {
    await sandbox.close()
    throw portProblem(cause, config.port, " for the sandbox (WAYBILL_SANDBOX_PORT)")
  }
  const names: readonly ProviderId[] = ["spectra", "cloudfoundry", "vrealize", "cylance", "astra"]
  const apis = sandbox.apis(origin)
  for (const provider of names) {
    const access = apis[provider]
    if (!access) continue
    const name = `${providerSettings[provider].name} sandbox`
    await connections.ensureSandbox(`${provider}-sandbox`, { provider, name }, access)
  }
  return { origin, close: () => sandbox.close() }
}

const readVersion = (): string => {
  const parsed: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  )
  return typeof parsed === "object" && parsed !== null && "version" in parsed
    ? String(parsed.version)
    : "0"
}

/** Names that may hold secrets, wherever they stand in what is logged. */
const redact = {
  paths: ["*.authorization", "*.cookie", "*.token", "*.password", "*.secrets", "err.cause"],
  censor: "hidden",
}

/**
 * Starts everything that a configuration asks for.
 * @param listen false in development, where Vite's server carries the app
 * @throws StartError in one line for the person who starts it
 */
export const startServer = async (config: Config, listen = true): Promise<Running> => {
  checkFolder(config.data)
  const log = pino({ level: config.logLevel, redact }, pino.destination(2))
  const sealer = sealerOf(config)
  const db = await openStorage(config)
  const connections = createConnections(db, sealer, config.sandbox !== undefined)
  const app = createApp({
    connections,
    sessions: createSessions(db, config),
    journal: createJournal(db),
    files: createFiles("dist"),
    log: {
      error: (what, message) => log.error(what, message),
      debug: (what, message) => log.debug(what, message),
    },
    host: config.host,
    hosts: config.hosts,
    secure: config.secure,
    sandbox: config.sandbox !== undefined,
    version: readVersion(),
    ready: async () => {
      await db.selectFrom("journal").select("id").limit(1).execute()
    },
  })
  const closing: (() => Promise<unknown>)[] = [() => db.destroy()]
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end()
    await closeAgents()
  }
  try {
    let sandboxOrigin: string | undefined
    if (config.sandbox) {
      const sandbox = await startSandbox(config.sandbox, sandboxFile(config), connections, (line) =>
        log.info(line),
      )
      closing.push(sandbox.close)
      sandboxOrigin = sandbox.origin
    }
    if (!listen) return { app, origin: undefined, sandboxOrigin, close }
    const server = createAdaptorServer({ fetch: app.fetch })
    const port = await new Promise<number>((resolve, reject) => {
      server.once("error", (cause) => reject(portProblem(cause, config.port, "")))
      server.listen(config.port, config.host, () => {
        const address = server.address()
        resolve(typeof address === "object" && address ? address.port : config.port)
      })
    })
    closing.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve)
          if ("closeAllConnections" in server) server.closeAllConnections()
        }),
    )
    const host =
      isLoopback(config.host) && config.host.includes(":") ? `[${config.host}]` : config.host
    return { app, origin: `http://${host}:${port}`, sandboxOrigin, close }
  } catch (cause) {
    await close()
    throw cause
  }
}
