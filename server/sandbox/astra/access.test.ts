import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { astra } from "./index.ts"
import { createWorld, get, path, problemOf, token } from "./testing.ts"

describe("access", () => {
  const account = astra.settings["account"] ?? ""
  const bearer = (value: string | undefined) => ({ authorization: `Bearer ${value}` })
  const other = Object.values(astra.also ?? {}).map(({ secrets }) => secrets["token"])

  it.each([
    ["without a token", path, {}, 401, 3],
    ["with an unknown token", path, bearer("nothing"), 401, 4],
    ["by a user who may not", path, bearer(other[0]), 403, 11],
    ["by a user who is not enabled", path, bearer(other[1]), 403, 14],
    ["to another account", path.replace(account, randomUUID()), bearer(token), 400, 12],
    ["to no collection", `/accounts/${account}/core/v1/nothing`, bearer(token), 404, 2],
    ["to no package", `${path}/${randomUUID()}`, bearer(token), 404, 1],
    ["for HTML alone", path, { ...bearer(token), accept: "text/html" }, 406, 32],
  ])("is refused %s", async (_, address, headers, status, number) => {
    const made = createWorld(1)
    expect(await problemOf(await get(made, address, headers))).toEqual([status, number, undefined])
  })

  it("names the account in the header it ends up in", async () => {
    const address = path.replace(account, randomUUID())
    expect(await (await get(createWorld(1), address)).text()).toContain("x-pcloud-accountid")
  })

  it("answers other methods and faults with problems", async () => {
    const response = await get(createWorld(1), path, bearer(token), "PATCH")
    expect(response.status).toBe(405)
    for (const [status, number] of [
      [400, 5],
      [401, 4],
      [403, 11],
      [404, 1],
      [409, 10],
      [500, 34],
      [503, 41],
    ]) {
      const fault = astra.problem?.(status ?? 0, undefined) ?? new Response()
      expect((await problemOf(fault)).slice(0, 2)).toEqual([status, number])
    }
  })
})
