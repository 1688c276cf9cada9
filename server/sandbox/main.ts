/**
 * The sandbox on its own, for any client:
 * `node server/sandbox/main.ts --port 4900 --https-port 4901 --packages 100000 --data data/sandbox`
 */
import { join } from "node:path"
import { parseArgs } from "node:util"
import { createSandbox } from "./index.ts"
import type { Addresses, Sandbox } from "./index.ts"

const usage =
  "Usage: node server/sandbox/main.ts [--port 4900] [--https-port 4901] [--host 127.0.0.1] [--packages 3000] [--data <folder>]"

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

const toNumber = (name: string, value: string, most: number): number => {
  const number = Number(value)
  return /^\d+$/.test(value) && number <= most
    ? number
    : fail(`--${name} must be a whole number up to ${most}, not "${value}". ${usage}`)
}

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        port: { type: "string", default: "4900" },
        "https-port": { type: "string", default: "4901" },
        host: { type: "string", default: "127.0.0.1" },
        packages: { type: "string", default: "3000" },
        data: { type: "string" },
      },
    }).values
  } catch (cause) {
    return fail(`${cause instanceof Error ? cause.message : String(cause)} ${usage}`)
  }
}

const why = (cause: unknown): string => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  if (code === "EADDRINUSE") return "the port is taken by another program; choose one with --port"
  if (code === "EACCES") return "this user may not do that; choose another port or --data folder"
  return cause instanceof Error ? cause.message : String(cause)
}

const describe = (sandbox: Sandbox, { http, https }: Addresses): void => {
  say(`The sandbox listens on ${http}${https === undefined ? "" : ` and ${https}`}`)
  for (const [id, access] of Object.entries(sandbox.apis(http))) {
    say(`\n${id}  ${access.address}`)
    const values = [...Object.entries(access.settings), ...Object.entries(access.secrets)]
    for (const [name, value] of values) say(`  ${name}: ${value}`)
  }
  if (https !== undefined)
    say(
      `\nAuthority of the HTTPS certificate: ${http}/_sandbox/ca.pem\nControl API: ${http}/_sandbox`,
    )
}

const start = async (): Promise<void> => {
  const given = readArguments()
  const port = toNumber("port", given.port, 65_535)
  const https = toNumber("https-port", given["https-port"], 65_535)
  const packages = toNumber("packages", given.packages, 1_000_000)
  try {
    const sandbox = createSandbox({
      packages,
      log: say,
      ...(given.data === undefined ? {} : { file: join(given.data, "sandbox.db") }),
    })
    const stop = (): void => {
      sandbox.close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    process.once("SIGINT", stop)
    process.once("SIGTERM", stop)
    describe(sandbox, await sandbox.listen({ port, https, host: given.host }))
  } catch (cause) {
    fail(`The sandbox cannot start: ${why(cause)}`)
  }
}

await start()
