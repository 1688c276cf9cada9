import { randomUUID } from "node:crypto"
import type { HttpBindings } from "@hono/node-server"
import { Hono } from "hono"
import * as v from "valibot"
import { ConnectionDraft } from "../src/model/connection.ts"
import type { Session } from "../src/model/connection.ts"
import type { Start } from "../src/model/start.ts"
import { createBudgets } from "./gateway/budget.ts"
import { cleanDraft, secretsFor } from "./gateway/connections.ts"
import type { Connections } from "./gateway/connections.ts"
import { createElsewhere, elsewhereHeader } from "./gateway/elsewhere.ts"
import { forward } from "./gateway/forward.ts"
import { checkData, checkHost, checkSite, harden } from "./gateway/guard.ts"
import type { Journal } from "./gateway/journal.ts"
import { createMetrics } from "./gateway/metrics.ts"
import { createPools } from "./gateway/outbound.ts"
import { Refusal, refuse, toRefusal } from "./gateway/problem.ts"
import { rawPath } from "./gateway/routes.ts"
import type { Sessions } from "./gateway/sessions.ts"
import { testConnection } from "./gateway/testing.ts"
import { createTokens } from "./gateway/tokens.ts"
import { upstreams } from "./upstreams/index.ts"
import type { Access } from "./upstreams/upstream.ts"

export type AppDeps = {
  readonly connections: Connections
  readonly sessions: Sessions
  readonly journal: Journal
  /** Serves everything that is not ours: the built app. */
  readonly files: (request: Request, start: () => Promise<Start | undefined>) => Promise<Response>
  readonly log: {
    readonly error: (what: object, message: string) => void
    readonly info: (what: object, message: string) => void
  }
  readonly host: string
  readonly hosts: readonly string[]
  readonly secure: boolean
  readonly sandbox: boolean
  readonly version: string
  /** Throws where the database does not answer. */
  readonly ready: () => Promise<void>
}

const bodyLimit = 256_000

const Draft = v.object({ ...ConnectionDraft.entries, id: v.optional(v.string()) })

const tooMuch = (): Refusal =>
  new Refusal(413, { trouble: "invalid", title: "That is too much for one request." })

/** Reads a body up to the limit, and not a byte more. */
const readText = async (request: Request): Promise<string> => {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) throw tooMuch()
  const decoder = new TextDecoder()
  let size = 0
  let text = ""
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > bodyLimit) throw tooMuch()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** @throws Refusal where the body is too large, no JSON or not of the shape */
const readBody = async <T>(request: Request, schema: v.GenericSchema<unknown, T>): Promise<T> =>
  parseBody(await readText(request), schema)

const parseBody = <T>(text: string, schema: v.GenericSchema<unknown, T>): T => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Refusal(400, { trouble: "invalid", title: "The request is not JSON." })
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const field = v.getDotPath(issue)
  throw new Refusal(422, {
    trouble: "invalid",
    title: issue.message,
    ...(field === null ? {} : { fields: { [field]: issue.message } }),
  })
}

/** The whole server as one fetch: the API, forwarding, and the built app. */
export const createApp = (deps: AppDeps) => {
  const { connections, sessions, journal, log } = deps
  const pools = createPools()
  const tokens = createTokens(pools)
  const budgets = createBudgets()
  const elsewhere = createElsewhere({ pools, tokens })
  const metrics = createMetrics()
  // Called without Node's own request and answer in tests.
  const app = new Hono<{ Variables: { user: string }; Bindings: Partial<HttpBindings> }>()

  app.use(async (c, next) => {
    const began = performance.now()
    checkHost(c.req.raw, deps.host, deps.hosts)
    await next()
    harden(c.res.headers, deps.secure)
    const ms = Math.round(performance.now() - began)
    log.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, "answered")
  })
  app.onError((cause, c) => {
    const known = toRefusal(cause)
    const requestId = randomUUID().slice(0, 8)
    if (!known && !c.req.raw.signal.aborted)
      log.error({ err: cause, path: c.req.path, requestId }, "request failed")
    const response = refuse(
      known ??
        new Refusal(500, { trouble: "broken", title: "Waybill's own server failed.", requestId }),
    )
    harden(response.headers, deps.secure)
    return response
  })

  const sessionOf = (user: string | undefined): Session => ({
    user: user ?? "",
    signedIn: user !== undefined,
    sandbox: deps.sandbox,
    version: deps.version,
  })

  app.get("/healthz", (c) => c.text("ok"))
  app.get("/readyz", async (c) => {
    await deps.ready()
    return c.text("ready")
  })

  app.use("/api/*", async (c, next) => {
    checkSite(c.req.raw)
    c.header("cache-control", "no-store")
    await next()
  })
  app.get("/api/session", async (c) => c.json(sessionOf(await sessions.userOf(c.req.raw))))
  app.post("/api/session", async (c) => {
    const { token } = await readBody(c.req.raw, v.object({ token: v.string() }))
    const from = c.env?.incoming?.socket.remoteAddress
    c.header("set-cookie", await sessions.signIn(token, from))
    await journal.write({ user: "operator", action: "session.started", subject: "", detail: "" })
    return c.json(sessionOf("operator"))
  })
  app.delete("/api/session", async (c) => {
    c.header("set-cookie", await sessions.signOut(c.req.raw))
    const open = await sessions.userOf(new Request(c.req.url))
    return c.json(sessionOf(open))
  })

  const guarded = async (
    c: { req: { raw: Request }; set: (key: "user", user: string) => void },
    next: () => Promise<void>,
  ) => {
    const user = await sessions.userOf(c.req.raw)
    if (user === undefined)
      throw new Refusal(
        401,
        {
          trouble: "signed-out",
          title: "Sign in to Waybill first.",
          remedy:
            "Your session with Waybill had ended, so this was not sent on. Sign in, then do it again.",
        },
        // Of all that say so, this one alone is about our own sign-in, and no provider's.
        { "waybill-problem": "session" },
      )
    c.set("user", user)
    await next()
  }
  app.use("/api/connections/*", guarded)
  app.use("/api/connections", guarded)
  app.use("/api/journal", guarded)
  app.use("/metrics", (c, next) => (sessions.hasToken(c.req.raw) ? next() : guarded(c, next)))

  app.get("/metrics", (c) => c.text(metrics.text()))
  app.get("/api/journal", async (c) => {
    const limit = Math.min(200, Math.max(1, Number(c.req.query("limit") ?? 50) || 50))
    const entries = await journal.read(limit, c.req.query("before"))
    const next = entries.length === limit ? entries.at(-1)?.id : undefined
    return c.json({ entries, ...(next === undefined ? {} : { next }) })
  })

  /** What was kept open or known with a connection's former settings. */
  const forget = (id: string): void => {
    tokens.forget(id)
    pools.forget(id)
    elsewhere.forget(id)
  }

  app.get("/api/connections", async (c) => c.json(await connections.list()))
  app.post("/api/connections", async (c) => {
    const draft = await readBody(c.req.raw, ConnectionDraft)
    const made = await connections.create(draft)
    await journal.write({
      user: c.get("user"),
      action: "connection.created",
      subject: made.name,
      detail: made.id,
    })
    return c.json(made, 201)
  })
  app.post("/api/connections/test", async (c) => {
    const { id, ...draft } = await readBody(c.req.raw, Draft)
    const { signal } = c.req.raw
    return c.json(await testConnection(draft.provider, await accessOf(draft, id), signal))
  })
  app.get("/api/connections/:id", async (c) =>
    c.json((await connections.get(c.req.param("id"))).connection),
  )
  app.put("/api/connections/:id", async (c) => {
    const draft = await readBody(c.req.raw, ConnectionDraft)
    const saved = await connections.update(c.req.param("id"), draft)
    forget(saved.id)
    await journal.write({
      user: c.get("user"),
      action: "connection.changed",
      subject: saved.name,
      detail: saved.id,
    })
    return c.json(saved)
  })
  app.delete("/api/connections/:id", async (c) => {
    const gone = await connections.remove(c.req.param("id"))
    forget(gone.id)
    await journal.write({
      user: c.get("user"),
      action: "connection.deleted",
      subject: gone.name,
      detail: gone.id,
    })
    return c.body(null, 204)
  })
  app.post("/api/connections/:id/test", async (c) => {
    const stored = await connections.get(c.req.param("id"))
    const text = await readText(c.req.raw)
    const { provider, id } = stored.connection
    const { signal } = c.req.raw
    if (text === "") return c.json(await testConnection(provider, stored.access(), signal))
    const draft = parseBody(text, ConnectionDraft)
    return c.json(await testConnection(draft.provider, await accessOf(draft, id), signal))
  })

  /** A draft's values, with saved secrets for those that its form left empty. */
  const accessOf = async (draft: ConnectionDraft, id: string | undefined): Promise<Access> => {
    if (id === undefined) return cleanDraft(draft, new Set())
    const stored = await connections.get(id)
    const reusable = secretsFor(stored, draft)
    const clean = cleanDraft(draft, reusable)
    const saved = Object.entries(stored.access().secrets).filter(([input]) => reusable.has(input))
    return { settings: clean.settings, secrets: { ...Object.fromEntries(saved), ...clean.secrets } }
  }

  app.all("/api/connections/:id/upstream/*", async (c) => {
    checkData(c.req.raw)
    const { connection, access } = await connections.get(c.req.param("id"))
    // As it came over the wire: parsers tidy dot segments away, and the router decodes its parameters.
    const url = c.env?.incoming?.url ?? c.req.url
    const path = rawPath(url).replace(/^\/api\/connections\/[^/]+\/upstream/, "")
    const { provider } = connection
    const began = performance.now()
    try {
      const asked = {
        upstream: upstreams[provider],
        connection,
        access: access(),
        request: c.req.raw,
        path,
        search: new URL(c.req.url).search,
      }
      const response = asked.request.headers.has(elsewhereHeader)
        ? await elsewhere.forward(asked)
        : await elsewhere.note(
            asked,
            await forward({ pools, tokens, budgets, follow: elsewhere.follow }, asked),
          )
      metrics.count(provider, response.status, performance.now() - began)
      return response
    } catch (cause) {
      metrics.count(provider, toRefusal(cause)?.status ?? 500, performance.now() - began)
      throw cause
    }
  })
  app.all("/api/*", () => {
    throw new Refusal(404, { trouble: "missing", title: "The server has no such address." })
  })
  const startOf = async (request: Request): Promise<Start | undefined> => {
    const user = await sessions.userOf(request)
    return user === undefined
      ? undefined
      : { session: sessionOf(user), connections: await connections.list() }
  }
  app.get("*", (c) => deps.files(c.req.raw, () => startOf(c.req.raw)))
  return { fetch: app.fetch, close: pools.close }
}

export type App = ReturnType<typeof createApp>
