import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { promisify } from "node:util"
import { providerIds } from "../src/model/provider.ts"
import { providerSettings } from "../src/providers/settings.ts"
import { StartError } from "./config.ts"
import type { SandboxConfig } from "./config.ts"
import type { Connections } from "./gateway/connections.ts"
import type { Sandbox } from "./sandbox/index.ts"
import { codeOf, portProblem } from "./startProblem.ts"

const listenSandbox = async (sandbox: Sandbox, { port, httpsPort, anyPort }: SandboxConfig) => {
  try {
    return await sandbox.listen({ port, https: httpsPort })
  } catch (cause) {
    // Nobody asked for these ports: where another program has them, any others will do.
    if (anyPort && codeOf(cause) === "EADDRINUSE") return sandbox.listen({ port: 0, https: 0 })
    throw portProblem(cause, port, " for the sandbox (WAYBILL_SANDBOX_PORT)")
  }
}

const run = promisify(execFile)

/** From this many on it is worth a process of its own. */
const many = 1000

/**
 * Fills a new world in a process of its own: what filling leaves behind in memory would otherwise stay
 * for as long as the server runs. Where that fails, the server fills it itself and says why it cannot.
 */
const fillApart = async (file: string, packages: number): Promise<void> => {
  if (existsSync(file) || packages < many) return
  const sandbox = new URL("./sandbox/index.ts", import.meta.url).href
  const code = `const { createSandbox } = await import(${JSON.stringify(sandbox)})
    await createSandbox(${JSON.stringify({ file, packages })}).close()`
  await run(process.execPath, ["--input-type=module", "--eval", code]).catch(() => undefined)
}

const openSandbox = async (config: SandboxConfig, file: string, log: (line: string) => void) => {
  await fillApart(file, config.packages)
  // Loaded only where it is wanted: a server for real use stays small.
  const { createSandbox } = await import("./sandbox/index.ts")
  try {
    return createSandbox({ file, packages: config.packages, log })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "unknown reason"
    throw new StartError(`The sandbox cannot be made: ${why}. WAYBILL_SANDBOX=off goes without.`, 6)
  }
}

/**
 * Starts the sandbox on a port of its own, and makes sure that its connections exist and lead there.
 * @throws StartError in one line
 */
export const startSandbox = async (
  config: SandboxConfig,
  file: string,
  connections: Connections,
  log: (line: string) => void,
) => {
  const sandbox = await openSandbox(config, file, log)
  try {
    const { http } = await listenSandbox(sandbox, config)
    const apis = sandbox.apis(http)
    for (const provider of providerIds) {
      const access = apis[provider]
      if (!access) continue
      const name = `${providerSettings[provider].name} sandbox`
      await connections.ensureSandbox(`${provider}-sandbox`, { provider, name }, access)
    }
    return { origin: http, close: () => sandbox.close() }
  } catch (cause) {
    await sandbox.close()
    throw cause
  }
}
