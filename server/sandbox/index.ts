import { dirname, join } from "node:path"
import type { Fetch } from "../../src/model/call.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import { json } from "./answer.ts"
import type { Access, SandboxApi } from "./api.ts"
import { sandboxApis } from "./apis.ts"
import { answerControl } from "./control.ts"
import { answerThroughFaults } from "./faults.ts"
import type { Outcome } from "./faults.ts"
import { makeFolder } from "./folder.ts"
import { listenOn } from "./listen.ts"
import type { Listening } from "./listen.ts"
import { openWorld } from "./world.ts"
import type { OpenWorld } from "./world.ts"
import { createWorlds } from "./worlds.ts"
import type { Worlds } from "./worlds.ts"

export type SandboxOptions = {
  /** SQLite file of the default world; absent: in memory. Certificates are kept beside it. */
  readonly file?: string
  /** How many packages a world holds over all APIs. */
  readonly packages?: number
  readonly log?: (line: string) => void
}

export type ListenOptions = {
  /** 0, the default: any free port. */
  readonly port?: number
  readonly host?: string
  /** Port for HTTPS as well; 0: any free one. */
  readonly https?: number
}

export type Addresses = { readonly http: string; readonly https?: string }

/** How to reach one API: for the connection form, and other ways by name. */
export type ApiAccess = Access & {
  readonly address: string
  readonly also: Readonly<Record<string, Access>>
}

export type Sandbox = {
  /** The whole sandbox in memory: `/cylance/...`, `/w/<world>/cylance/...`, `/_sandbox/...`. */
  readonly fetch: Fetch
  /** @throws the system's error when a port cannot be had */
  readonly listen: (options?: ListenOptions) => Promise<Addresses>
  /** How to connect to each API of a world, at an address of the sandbox. */
  readonly apis: (
    origin: string,
    world?: string,
  ) => Readonly<Partial<Record<ProviderId, ApiAccess>>>
  /** PEM of the authority that signed the HTTPS certificate, once it listens there. */
  readonly ca: () => string | undefined
  readonly close: () => Promise<void>
}

const defaultPackages = 3000

const fillIn = (values: Readonly<Record<string, string>>, origin: string) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.replaceAll("{origin}", origin)]),
  )

const accessAt = ({ settings, secrets }: Access, origin: string): Access => ({
  settings: fillIn(settings, origin),
  secrets: fillIn(secrets, origin),
})

const describeApi = (api: SandboxApi, origin: string): ApiAccess => {
  const address = `${origin}${api.base}`
  return {
    address,
    ...accessAt(api, address),
    also: Object.fromEntries(
      Object.entries(api.also ?? {}).map(([name, access]) => [name, accessAt(access, address)]),
    ),
  }
}

type Target = {
  readonly world: OpenWorld
  readonly api: SandboxApi
  readonly origin: string
  readonly path: string
}

/** Which world and API a URL means; undefined where there is none. */
const locate = (url: URL, worlds: Worlds): Target | undefined => {
  const named = /^\/w\/([\w-]+)(\/.*)$/.exec(url.pathname)
  const world = worlds.get(named?.[1] ?? "default")
  const path = named?.[2] ?? url.pathname
  const api = sandboxApis.find(({ base }) => path === base || path.startsWith(`${base}/`))
  if (!world || !api) return undefined
  const prefix = named ? `/w/${named[1]}` : ""
  return {
    world,
    api,
    origin: `${url.origin}${prefix}${api.base}`,
    path: path.slice(api.base.length) || "/",
  }
}

const reset = (): TypeError =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  })

/** The same as a connection that breaks half way through the body. */
const cutShort = async (response: Response): Promise<Response> => {
  const body = new Uint8Array(await response.arrayBuffer())
  let sent = false
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent) controller.error(new TypeError("terminated"))
      else controller.enqueue(body.subarray(0, Math.floor(body.length / 2)))
      sent = true
    },
  })
  return new Response(stream, { status: response.status, headers: response.headers })
}

/** Makes a sandbox: the providers' APIs in one or more worlds. Filling a file takes a moment. */
export const createSandbox = (options: SandboxOptions = {}): Sandbox => {
  const { file, log, packages = defaultPackages } = options
  const folder = file === undefined ? undefined : dirname(file)
  if (folder !== undefined) makeFolder(folder)
  const first = openWorld({
    id: "default",
    apis: sandboxApis,
    packages,
    ...(file === undefined ? {} : { file }),
    ...(log === undefined ? {} : { log }),
  })
  const worlds = createWorlds(first, sandboxApis, log)
  const listening: Listening[] = []
  let ca: string | undefined

  const apis: Sandbox["apis"] = (origin, world = "default") => {
    const at = world === "default" ? origin : `${origin}/w/${world}`
    return Object.fromEntries(sandboxApis.map((api) => [api.id, describeApi(api, at)]))
  }
  const control = {
    worlds,
    describe: (origin: string, world: string) => ({ apis: apis(origin, world) }),
    ca: () => ca,
  }
  const handle = async (request: Request, near: boolean): Promise<Outcome> => {
    const url = new URL(request.url)
    if (url.pathname === "/_sandbox" || url.pathname.startsWith("/_sandbox/"))
      return { kind: "answer", response: await answerControl(control, request, near) }
    const target = locate(url, worlds)
    if (!target) {
      const error = `Nothing here. The sandbox speaks ${sandboxApis.map(({ base }) => base).join(", ")}.`
      return { kind: "answer", response: json(404, { error }) }
    }
    const { world, api, origin, path } = target
    const asked = new Request(`${url.origin}${path}${url.search}`, request)
    const answer = world.fetchOf(api, origin)
    return await answerThroughFaults(
      api,
      world.of(api),
      world.faults.take(api, asked),
      asked,
      answer,
    )
  }

  return {
    fetch: async (request) => {
      request.signal.throwIfAborted()
      const outcome = await handle(request, true)
      request.signal.throwIfAborted()
      if (outcome.kind === "reset") throw reset()
      return outcome.kind === "cut" ? await cutShort(outcome.response) : outcome.response
    },
    listen: async ({ port = 0, host = "127.0.0.1", https } = {}) => {
      const logged: typeof handle = async (request, near) => {
        try {
          return await handle(request, near)
        } catch (cause) {
          if (!request.signal.aborted)
            log?.(`sandbox: ${request.method} ${request.url}: ${String(cause)}`)
          throw cause
        }
      }
      const plain = await listenOn(logged, port, host)
      listening.push(plain)
      if (https === undefined) return { http: plain.origin }
      // The library for certificates is large, and most sandboxes listen over HTTP alone.
      const { getCertificates } = await import("./certificates.ts")
      const certificates = await getCertificates(
        folder === undefined ? undefined : join(folder, "sandbox-tls"),
      )
      const secure = await listenOn(logged, https, host, certificates)
      listening.push(secure)
      ca = certificates.ca
      return { http: plain.origin, https: secure.origin }
    },
    apis,
    ca: () => ca,
    close: async () => {
      await Promise.all(listening.map((server) => server.close()))
      worlds.close()
    },
  }
}
