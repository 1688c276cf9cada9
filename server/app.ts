import { Hono } from "hono"
import * as v from "valibot"
import { ConnectionDraft } from "../src/model/connection.ts"
import type { Session } from "../src/model/connection.ts"
import { createBudgets } from "./gateway/budget.ts"
import { cleanDraft, secretsFor } from "./gateway/connections.ts"
import type { Connections } from "./gateway/connections.ts"
import { forward, toRefusal } from "./gateway/forward.ts"
import { checkHost, checkSite, harden } from "./gateway/guard.ts"
import type { Journal } from "./gateway/journal.ts"
import { createMetrics } from "./gateway/metrics.ts"
import { Refusal, refuse } from "./gateway/problem.ts"
import type { Sessions } from "./gateway/sessions.ts"
import { testConnection } from "./gateway/testing.ts"
import { createTokens } from "./gateway/tokens.ts"
import type { Access } from "./upstreams/upstream.ts"

export type AppDeps = {
  readonly connections: Connections
  readonly sessions: Sessions
  readonly journal: Journal
  /** Serves everything that is not ours: the built app. */
  readonly files: (request: Request) => Promise<Response>
  readonly log: {
    readonly error: (what: object, message: string) => void
    readonly debug: (what: object, message: string) => void
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

/** @throws Refusal where the body is too large, no JSON or not of the shape */
const readBody = async <T>(request: Request, schema: v.GenericSchema<unknown, T>): Promise<T> => {
  const text = await request.text()
  if (text.length > bodyLimit)
    throw new Refusal(413, { trouble: "invalid", title: "That is too much for one request." })
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
  const tokens = createTokens()
  const budgets = createBudgets()
  const metrics = createMetrics()
  const app = new Hono<{ Variables: { user: string } }>()

  app.use(async (c, next) => {
    checkHost(c.req.raw, deps.host, deps.hosts)
    await next()
    harden(c.res.headers, deps.secure)
  })
  app.onError((cause, c) => {
    if (!(cause instanceof Refusal) && !c.req.raw.signal.aborted) {
      const refusal = toRefusal(cause)
      if (refusal.status === 500) log.error({ err: cause, path: c.req.path }, "request failed")
    }
    const response = refuse(toRefusal(cause))
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
    c.header("set-cookie", await sessions.signIn(token))
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
      throw new Refusal(401, { trouble: "signed-out", title: "Sign in to Waybill first." })
    c.set("user", user)
    await next()
  }
  app.use("/api/connections/*", guarded)
  app.use("/api/connections", guarded)
  app.use("/api/journal", guarded)
  app.use("/metrics", guarded)

  app.get("/metrics", (c) => c.text(metrics.text()))
  app.get("/api/journal", async (c) => {
    const limit = Math.min(200, Math.max(1, Number(c.req.query("limit") ?? 50) || 50))
    return c.json({ entries: await journal.read(limit, c.req.query("before")) })
  })

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
    return c.json(await testConnection(draft.provider, await accessOf(draft, id)))
  })
  app.get("/api/connections/:id", async (c) =>
    c.json((await connections.get(c.req.param("id"))).connection),
  )
  app.put("/api/connections/:id", async (c) => {
    const draft = await readBody(c.req.raw, ConnectionDraft)
    const saved = await connections.update(c.req.param("id"), draft)
    tokens.forget(saved.id)
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
    tokens.forget(gone.id)
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
    const text = await c.req.raw.clone().text()
    if (text === "")
      return c.json(await testConnection(stored.connection.provider, stored.access()))
    const draft = await readBody(c.req.raw, ConnectionDraft)
    return c.json(await testConnection(draft.provider, await accessOf(draft, stored.connection.id)))
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
    const { connection, access } = await connections.get(c.req.param("id"))
    const url = new URL(c.req.url)
    // Cut from the address as it was sent: the router's own parameters are decoded.
    const path = url.pathname.replace(/^\/api\/connections\/[^/]+\/upstream/, "")
    const began = performance.now()
    try {
      const response = await forward(
        { tokens, budgets },
        { connection, access: access(), request: c.req.raw, path, search: url.search },
      )
      metrics.count(connection.provider, response.status, performance.now() - began)
      return response
    } catch (cause) {
      const refusal = toRefusal(cause)
      metrics.count(connection.provider, refusal.status, performance.now() - began)
      throw refusal.status === 500 ? cause : refusal
    }
  })
  app.all("/api/*", () => {
    throw new Refusal(404, { trouble: "missing", title: "The server has no such address." })
  })
  app.get("*", (c) => deps.files(c.req.raw))
  return app
}

export type App = ReturnType<typeof createApp>
