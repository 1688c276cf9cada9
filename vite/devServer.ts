import { getRequestListener } from "@hono/node-server"
import type { Plugin, ViteDevServer } from "vite"
import type { Running } from "../server/server.ts"

/** The server's own addresses; everything else in development is Vite's. */
const ours = /^\/(api\/|healthz$|readyz$|metrics$)/

type ServerModule = {
  readonly startServer: (config: unknown, listen: boolean) => Promise<Running>
}
type ConfigModule = {
  readonly readConfig: (env: NodeJS.ProcessEnv, args: readonly string[]) => unknown
}

const isServer = (module: object): module is ServerModule => "startServer" in module
const isConfig = (module: object): module is ConfigModule => "readConfig" in module

const start = async (vite: ViteDevServer): Promise<Running> => {
  const server = await vite.ssrLoadModule("/server/server.ts")
  const config = await vite.ssrLoadModule("/server/config.ts")
  if (!isServer(server) || !isConfig(config)) throw new Error("server/ does not export its start.")
  const port = String(vite.config.server.port)
  return server.startServer(config.readConfig({ ...process.env, PORT: port }, []), false)
}

/**
 * Mounts the whole server in Vite's: one process, no proxy table. A change below server/ starts it
 * anew; the sandbox's world is on disk and survives.
 */
export const devServer = (): Plugin => ({
  name: "waybill-server",
  apply: (_config, { command }) => command === "serve" && process.env["VITEST"] === undefined,
  // As `npm start` has it: the port that is asked for and no other, since the server must know its own.
  config: ({ server }) => ({
    server: { port: server?.port ?? Number(process.env["PORT"] ?? 5173), strictPort: true },
  }),
  configureServer: (vite) => {
    const complain = (cause: unknown): void => vite.config.logger.error(String(cause))
    let running = start(vite)
    // The next change of a file tries again.
    running.catch(complain)
    const restart = async (): Promise<void> => {
      const before = running
      const end = before.then(({ close }) => close()).catch(() => undefined)
      running = end.then(() => start(vite))
      await running
      vite.config.logger.info("server restarted", { timestamp: true })
    }
    vite.watcher.on("change", (file) => {
      if (/\/server\/.*\.ts$/.test(file) && !file.endsWith(".test.ts")) restart().catch(complain)
    })
    vite.httpServer?.once("close", () => void running.then(({ close }) => close(), complain))
    vite.middlewares.use((request, response, next) => {
      if (!ours.test(request.url ?? "")) return next()
      const answer = async (): Promise<void> => {
        try {
          const { app } = await running
          await getRequestListener(app.fetch)(request, response)
        } catch (cause) {
          next(cause)
        }
      }
      return void answer()
    })
  },
})
