import { accessSync, constants, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { createAdaptorServer } from "@hono/node-server"
import { pino } from "pino"
import type { ServerType } from "@hono/node-server"
import { createApp } from "./app.ts"
import type { App } from "./app.ts"
import { sandboxFile, StartError } from "./config.ts"
import type { Config } from "./config.ts"
import { createConnections } from "./gateway/connections.ts"
import { createFiles } from "./gateway/files.ts"
import { createJournal } from "./gateway/journal.ts"
import { createSealer, readKeyFile } from "./gateway/seal.ts"
import { createSessions } from "./gateway/sessions.ts"
import { makeFolder } from "./sandbox/folder.ts"
import { startSandbox } from "./startSandbox.ts"
import { codeOf, portProblem } from "./startProblem.ts"
import { openDatabase } from "./storage/open.ts"

export type Running = {
  readonly app: App
  /** Undefined where nobody listens: Vite's own server carries the app in development. */
  readonly origin: string | undefined
  readonly sandboxOrigin: string | undefined
  readonly close: () => Promise<void>
}

const checkFolder = (folder: string): void => {
  try {
    makeFolder(folder)
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
      `The database ${where} cannot be used (${codeOf(cause) || "it does not say why"}).`,
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

/** In ms; a provider may think for two minutes before it answers. */
const stalledAfter = 180_000

/**
 * In ms; longer than proxies and clients keep a connection for their next request (most: 60 s). Who is
 * the first to end it may end it under a request that is on its way.
 */
const keptFor = 75_000

const listen = (server: ServerType, { port, host }: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    // A large upload takes as long as it takes; only a connection on which nothing moves is ended.
    if ("requestTimeout" in server) server.requestTimeout = 0
    if ("timeout" in server) server.timeout = stalledAfter
    if ("keepAliveTimeout" in server) server.keepAliveTimeout = keptFor
    server.once("error", (cause) => reject(portProblem(cause, port, "")))
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === "object" && address ? address.port : port)
    })
  })

const stop = (server: ServerType): Promise<unknown> =>
  new Promise((resolve) => {
    server.close(resolve)
    if ("closeAllConnections" in server) server.closeAllConnections()
  })

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
 * @param carry false in development, where Vite's server carries the app
 * @throws StartError in one line for the person who starts it
 */
export const startServer = async (config: Config, carry = true): Promise<Running> => {
  checkFolder(config.data)
  const log = pino({ level: config.logLevel, redact }, pino.destination(2))
  const sealer = sealerOf(config)
  const db = await openStorage(config)
  const connections = createConnections(db, sealer, config.sandbox !== undefined)
  const app = createApp({
    connections,
    sessions: createSessions(db, config),
    journal: createJournal(db),
    files: createFiles(fileURLToPath(new URL("../dist", import.meta.url))),
    log: {
      error: (what, message) => log.error(what, message),
      info: (what, message) => log.info(what, message),
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
  const closing: (() => Promise<unknown>)[] = [() => db.destroy(), app.close]
  const close = async (): Promise<void> => {
    for (const end of closing.toReversed()) await end()
  }
  try {
    // The port first: where it is taken, nobody waits for a sandbox to be filled.
    const opened = Promise.withResolvers<void>()
    const server = createAdaptorServer({
      fetch: async (request, env) => {
        await opened.promise
        return app.fetch(request, env)
      },
    })
    const port = carry ? await listen(server, config) : undefined
    if (carry) closing.push(() => stop(server))
    let sandboxOrigin: string | undefined
    if (config.sandbox) {
      const sandbox = await startSandbox(config.sandbox, sandboxFile(config), connections, (line) =>
        log.info(line),
      )
      closing.push(sandbox.close)
      sandboxOrigin = sandbox.origin
    }
    opened.resolve()
    const host = config.host.includes(":") ? `[${config.host}]` : config.host
    return {
      app,
      origin: port === undefined ? undefined : `http://${host}:${port}`,
      sandboxOrigin,
      close,
    }
  } catch (cause) {
    await close()
    throw cause
  }
}
