import { createServer } from "node:http"
import type { Server } from "node:http"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { CredentialError } from "../upstreams/upstream.ts"
import type { Access } from "../upstreams/upstream.ts"
import { createPools } from "./outbound.ts"
import { createTokens } from "./tokens.ts"

/** A vRealize identity service that counts what it hands out. */
const pools = createPools()
let identity: Server
let origin = ""
let issued = 0
let life = 3_600_000
/** What the service answers instead, with the Retry-After header. */
let failing: { readonly status: number; readonly retryAfter?: string } | "lost" | undefined

beforeAll(async () => {
  identity = createServer((_request, response) => {
    issued += 1
    if (failing === "lost") {
      response.destroy()
      return
    }
    if (failing) {
      const { status, retryAfter } = failing
      response.writeHead(status, retryAfter === undefined ? {} : { "retry-after": retryAfter })
      response.end()
      return
    }
    response.setHeader("content-type", "application/json")
    response.end(
      JSON.stringify({
        id: `token-${issued}`,
        expires: new Date(Date.now() + life).toISOString(),
        tenant: "t",
      }),
    )
  })
  await new Promise<void>((resolve) => identity.listen(0, "127.0.0.1", resolve))
  const address = identity.address()
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
})
afterAll(async () => {
  await pools.close()
  identity.close()
})
beforeEach(() => {
  issued = 0
  life = 3_600_000
  failing = undefined
})

const connection = { id: "vra", provider: "vrealize" } as const
const access = (password = "p"): Access => ({
  settings: { address: origin, auth: "password", username: "u", tenant: "t" },
  secrets: { password },
})

describe("tokens", () => {
  it("are exchanged once for many calls at the same time, and kept", async () => {
    const tokens = createTokens(pools)
    const all = await Promise.all(
      Array.from({ length: 20 }, () => tokens.get(connection, access())),
    )
    expect(new Set(all.map(({ header }) => header))).toEqual(new Set(["Bearer token-1"]))
    await tokens.get(connection, access())
    expect(issued).toBe(1)
  })

  it("are renewed shortly before they end", async () => {
    let now = Date.now()
    const tokens = createTokens(pools, () => now)
    life = 600_000
    await tokens.get(connection, access())
    now += 560_000
    await tokens.get(connection, access())
    expect(issued).toBe(1)
    now += 15_000
    await tokens.get(connection, access())
    expect(issued).toBe(2)
  })

  it("are exchanged anew when the credential changes, or the provider refused them", async () => {
    const tokens = createTokens(pools)
    const first = await tokens.get(connection, access())
    const second = await tokens.get(connection, access("other"))
    expect(second.header).not.toBe(first.header)
    await tokens.drop(connection.id, first)
    expect((await tokens.get(connection, access("other"))).header).toBe(second.header)
    await tokens.drop(connection.id, second)
    expect((await tokens.get(connection, access("other"))).header).toBe("Bearer token-3")
  })

  it("are not asked for while the provider asks to wait, and are then", async () => {
    let now = Date.now()
    const tokens = createTokens(pools, () => now)
    failing = { status: 429, retryAfter: "6" }
    await expect(tokens.get(connection, access())).rejects.toThrow(/wait/)
    failing = undefined
    now += 5000
    await expect(tokens.get(connection, access())).rejects.toThrow(/wait/)
    expect(issued).toBe(1)
    now += 1000
    await tokens.get(connection, access())
    expect(issued).toBe(2)
  })

  it("are not asked for with a credential that was just refused, and how long is said", async () => {
    let now = Date.now()
    const tokens = createTokens(pools, () => now)
    const facts = async () =>
      tokens.get(connection, access()).then(
        () => undefined,
        (cause: unknown) => (cause instanceof CredentialError ? cause.facts : cause),
      )
    failing = { status: 401 }
    // Whoever waits for the same answer was asked for.
    expect(await Promise.all([facts(), facts()])).toEqual([{ status: 401 }, { status: 401 }])
    failing = undefined
    now += 10_500
    expect(await facts()).toEqual({ status: 401, retryAfter: "20", again: true })
    now += 19_000
    expect(await facts()).toEqual({ status: 401, retryAfter: "1", again: true })
    expect(issued).toBe(1)
    // Another credential is another matter.
    await tokens.get({ ...connection, id: "other" }, access("other"))
    now += 500
    expect(await facts()).toBeUndefined()
    expect(issued).toBe(3)
  })

  it("are asked for again at once where the provider failed", async () => {
    const tokens = createTokens(pools)
    failing = { status: 503 }
    await expect(tokens.get(connection, access())).rejects.toThrow(/503/)
    failing = undefined
    await tokens.get(connection, access())
    expect(issued).toBe(2)
  })

  it("change nothing at the provider: one that was lost needs no looking after", async () => {
    failing = "lost"
    await expect(createTokens(pools).get(connection, access())).rejects.toMatchObject({
      trouble: "offline",
      fix: expect.stringContaining("Try again"),
    })
  })

  it("do not remember a refusal", async () => {
    const tokens = createTokens(pools)
    const nowhere: Access = {
      ...access(),
      settings: { ...access().settings, address: "http://127.0.0.1:9" },
    }
    await expect(tokens.get(connection, nowhere)).rejects.toThrow("Nothing listens")
    await expect(tokens.get(connection, access())).resolves.toMatchObject({
      header: "Bearer token-1",
    })
  })
})
