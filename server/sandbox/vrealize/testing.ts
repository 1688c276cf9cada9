import { DatabaseSync } from "node:sqlite"
import * as v from "valibot"
import type { World } from "../api.ts"
import { createRandom } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { users } from "./identity.ts"
import { vrealize } from "./index.ts"

const start = Date.parse("2026-03-01T12:00:00Z")

const seed: readonly SeedPackage[] = Array.from({ length: 60 }, (_, at) => ({
  from: "debian",
  name: `tool-${at}`,
  version: `1.${at}-1`,
}))

/** The service's root, below which tests ask. */
export const api = "/content-management-service/api"

/** A world of its own, and an architect who is signed in to it. */
export const openWorld = async (packages = 60) => {
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => start,
    random: createRandom("vrealize"),
    seed,
    packages,
    secret: "secret",
  }
  vrealize.install(world)
  const answer = vrealize.open(world, "https://sandbox.test/vrealize")
  const { username, password } = users.architect
  const login = await answer(
    new Request("https://sandbox.test/identity/api/tokens", {
      method: "POST",
      body: JSON.stringify({ username, password, tenant: "vsphere.local" }),
    }),
  )
  const { id } = v.parse(v.object({ id: v.string() }), await login.json())
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(`https://sandbox.test${path}`, init)
    request.headers.set("authorization", `Bearer ${id}`)
    return await answer(request)
  }
  return { world, send }
}
