// Starts the server for the built app: `node server/main.ts`, or `npm start`, which builds first.
import { readConfig, StartError } from "./config.ts"
import { startServer } from "./server.ts"

const say = (line: string): void => void process.stdout.write(`${line}\n`)

try {
  const { origin, close } = await startServer(readConfig(process.env, process.argv.slice(2)))
  say(`Waybill is at ${origin}`)
  const end = (): void => {
    void close().then(() => process.exit(0))
  }
  process.once("SIGINT", end)
  process.once("SIGTERM", end)
} catch (cause) {
  const known = cause instanceof StartError
  process.stderr.write(
    `${known ? cause.message : `Waybill could not start: ${cause instanceof Error ? cause.message : String(cause)}`}\n`,
  )
  process.exit(known ? cause.exitCode : 1)
}
