import { isIP } from "node:net"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import * as v from "valibot"

/** A setting that cannot work. Ends the start with one line and this exit code. */
export class StartError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 2) {
    super(message)
    this.name = "StartError"
    this.exitCode = exitCode
  }
}

export type SandboxConfig = {
  readonly port: number
  readonly httpsPort: number
  /** Nobody asked for these ports, so others will do. */
  readonly anyPort: boolean
  readonly packages: number
}

export type Config = {
  readonly port: number
  readonly host: string
  /** Folder for the database, the key file and the sandbox. */
  readonly data: string
  /** PostgreSQL address; absent: SQLite in the data folder. */
  readonly databaseUrl: string | undefined
  /** 32 bytes that seal secrets; absent: a key file in the data folder. */
  readonly key: Buffer | undefined
  /** What people sign in with; absent: everyone who reaches the (loopback) address is in. */
  readonly accessToken: string | undefined
  /** Host names, besides its own address, under which people may reach it. */
  readonly hosts: readonly string[]
  /** Reached over https, through a proxy in front: cookies are marked Secure. */
  readonly secure: boolean
  readonly logLevel: string
  readonly sandbox: SandboxConfig | undefined
}

const Port = (name: string) =>
  v.pipe(
    v.string(),
    // Before it is read as a number, so that the message can repeat what was written.
    v.check(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      `${name} must be a port number`,
    ),
    v.transform(Number),
  )

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const

const Settings = v.object({
  PORT: v.optional(Port("PORT"), "4780"),
  HOST: v.optional(v.string(), "127.0.0.1"),
  WAYBILL_DATA: v.optional(v.string(), "data"),
  WAYBILL_KEY: v.optional(v.string()),
  WAYBILL_ACCESS_TOKEN: v.optional(
    v.pipe(v.string(), v.minLength(16, "WAYBILL_ACCESS_TOKEN must have at least 16 characters")),
  ),
  WAYBILL_HOSTS: v.optional(v.string(), ""),
  WAYBILL_SIGN_IN: v.optional(
    v.picklist(["token", "proxy"], "WAYBILL_SIGN_IN must be token or proxy"),
    "token",
  ),
  WAYBILL_SECURE: v.optional(v.picklist(["on", "off"], "WAYBILL_SECURE must be on or off"), "off"),
  WAYBILL_SANDBOX: v.optional(v.picklist(["on", "off"], "WAYBILL_SANDBOX must be on or off"), "on"),
  WAYBILL_SANDBOX_PORT: v.optional(Port("WAYBILL_SANDBOX_PORT")),
  WAYBILL_PACKAGES: v.optional(
    v.pipe(
      v.string(),
      v.transform(Number),
      v.integer("The number of sandbox packages must be a whole number"),
      v.minValue(5, "The sandbox needs at least 5 packages"),
      v.maxValue(1_000_000, "The sandbox takes at most 1,000,000 packages"),
    ),
    "3000",
  ),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//, "DATABASE_URL must start with postgres://")),
  ),
  LOG_LEVEL: v.optional(
    v.picklist(levels, `LOG_LEVEL must be one of ${levels.join(", ")}`),
    "warn",
  ),
})

const loopbackNames = new Set(["localhost", "127.0.0.1", "::1"])

/** Whether an address can only be reached from this machine. */
export const isLoopback = (host: string): boolean =>
  loopbackNames.has(host) || (isIP(host) === 4 && host.startsWith("127."))

const readKey = (text: string | undefined): Buffer | undefined => {
  if (text === undefined) return undefined
  const key = Buffer.from(text, "base64")
  if (key.length !== 32) throw new StartError("WAYBILL_KEY must be 32 bytes in base64.")
  return key
}

const readFlags = (args: readonly string[]): Record<string, string> => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        data: { type: "string" },
        packages: { type: "string" },
        "no-sandbox": { type: "boolean" },
      },
    })
    return {
      ...(values.port === undefined ? {} : { PORT: values.port }),
      ...(values.host === undefined ? {} : { HOST: values.host }),
      ...(values.data === undefined ? {} : { WAYBILL_DATA: values.data }),
      ...(values.packages === undefined ? {} : { WAYBILL_PACKAGES: values.packages }),
      ...(values["no-sandbox"] ? { WAYBILL_SANDBOX: "off" } : {}),
    }
  } catch (cause) {
    throw new StartError(cause instanceof Error ? cause.message : "The flags cannot be read.")
  }
}

/** Never repeated, not even where they are wrong: what is said at the start ends up in journals. */
const hidden = new Set(["WAYBILL_ACCESS_TOKEN", "WAYBILL_KEY", "DATABASE_URL"])

/**
 * Reads the environment, and flags over it.
 * @throws StartError that names the setting and what is wrong with it
 */
export const readConfig = (
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Config => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""))
  const given: Readonly<Record<string, string | undefined>> = { ...set, ...readFlags(args) }
  const parsed = v.safeParse(Settings, given)
  if (!parsed.success) {
    const [issue] = parsed.issues
    const name = v.getDotPath(issue) ?? ""
    throw new StartError(
      hidden.has(name)
        ? `${issue.message}.`
        : `${issue.message} (it is ${JSON.stringify(given[name] ?? null)}).`,
    )
  }
  const settings = parsed.output
  const open = settings.WAYBILL_SIGN_IN === "token" && settings.WAYBILL_ACCESS_TOKEN === undefined
  if (open && !isLoopback(settings.HOST))
    throw new StartError(
      `Set WAYBILL_ACCESS_TOKEN to listen on ${settings.HOST}: without it everyone there could use your credentials.`,
    )
  if (open && (settings.WAYBILL_HOSTS !== "" || settings.WAYBILL_SECURE === "on"))
    throw new StartError(
      "Set WAYBILL_ACCESS_TOKEN, or WAYBILL_SIGN_IN=proxy where the proxy in front asks who is there: without either everyone who reaches the proxy could use your credentials.",
    )
  const data = resolve(settings.WAYBILL_DATA)
  const sandboxPort = settings.WAYBILL_SANDBOX_PORT ?? 4880
  return {
    port: settings.PORT,
    host: settings.HOST,
    data,
    databaseUrl: settings.DATABASE_URL,
    key: readKey(settings.WAYBILL_KEY),
    accessToken: settings.WAYBILL_ACCESS_TOKEN,
    hosts: settings.WAYBILL_HOSTS.split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ""),
    secure: settings.WAYBILL_SECURE === "on",
    logLevel: settings.LOG_LEVEL,
    sandbox:
      settings.WAYBILL_SANDBOX === "on"
        ? {
            port: sandboxPort,
            httpsPort: sandboxPort === 0 ? 0 : sandboxPort + 1,
            anyPort: settings.WAYBILL_SANDBOX_PORT === undefined,
            packages: settings.WAYBILL_PACKAGES,
          }
        : undefined,
  }
}

/** Where the sandbox keeps its default world. */
export const sandboxFile = (config: Pick<Config, "data">): string =>
  join(config.data, "sandbox", "world.sqlite")
