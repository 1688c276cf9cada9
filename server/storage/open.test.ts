import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { PGLiteSocketServer } from "@electric-sql/pglite-socket"
import { randomBytes } from "node:crypto"
import { afterAll, describe, expect, it } from "vitest"
import { createConnections } from "../gateway/connections.ts"
import { createJournal } from "../gateway/journal.ts"
import { createSealer } from "../gateway/seal.ts"
import { createSessions } from "../gateway/sessions.ts"
import { openDatabase } from "./open.ts"

const folder = mkdtempSync(join(tmpdir(), "waybill-"))
const endings: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const end of endings.toReversed()) await end()
  rmSync(folder, { recursive: true, force: true })
})

const postgres = async (): Promise<string> => {
  const db = await PGlite.create()
  const server = new PGLiteSocketServer({ db, port: 0, host: "127.0.0.1", maxConnections: 20 })
  await server.start()
  endings.push(
    () => db.close(),
    () => server.stop(),
  )
  return `postgres://postgres@${server.getServerConn()}/postgres`
}

describe.each([
  ["SQLite", () => Promise.resolve(undefined)],
  ["PostgreSQL", postgres],
])("storage on %s", (_name, urlOf) => {
  it("keeps connections, sessions and the journal, and opens twice", async () => {
    const url = await urlOf()
    const first = await openDatabase(url, folder)
    await first.destroy()
    const db = await openDatabase(url, folder)
    endings.push(() => db.destroy())

    const connections = createConnections(db, createSealer(randomBytes(32)), true)
    const draft = {
      provider: "astra",
      name: "Prod",
      settings: { address: "https://a.example", account: "1" },
      secrets: { token: "t" },
    } as const
    const made = await connections.create(draft)
    expect((await connections.get(made.id)).access().secrets).toEqual({ token: "t" })
    await connections.update(made.id, { ...draft, name: "Prod 2", secrets: {} })
    expect(await connections.list()).toMatchObject([{ name: "Prod 2", secrets: ["token"] }])

    const journal = createJournal(db)
    await journal.write({ user: "u", action: "connection.created", subject: "Prod", detail: "" })
    expect(await journal.read(10, undefined)).toMatchObject([{ subject: "Prod", user: "u" }])

    const sessions = createSessions(db, { accessToken: "a-long-access-token", secure: false })
    const [cookie = ""] = (await sessions.signIn("a-long-access-token")).split(";")
    const request = new Request("http://h/", { headers: { cookie } })
    expect(await sessions.userOf(request)).toBe("operator")
    await sessions.signOut(request)
    expect(await sessions.userOf(request)).toBeUndefined()
    await expect(sessions.signIn("wrong")).rejects.toThrow("not the access token")

    await connections.remove(made.id)
    expect(await connections.list()).toEqual([])
  })
})
