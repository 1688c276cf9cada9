import { afterEach, beforeEach, expect, test } from "vitest"
import type { World } from "./api.ts"
import { sandboxApis } from "./apis.ts"
import { basicOf, bearerOf, issueToken, readToken, revokeTokens } from "./tokens.ts"
import { openWorld } from "./world.ts"
import type { OpenWorld } from "./world.ts"

let open: OpenWorld
let other: OpenWorld
let world: World

const worldOf = (opened: OpenWorld): World => {
  const [api] = sandboxApis
  if (!api) throw new Error("The sandbox has no API.")
  return opened.of(api)
}

beforeEach(() => {
  open = openWorld({ id: "a", apis: sandboxApis, packages: 5, now: Date.UTC(2026, 0, 1) })
  other = openWorld({ id: "b", apis: sandboxApis, packages: 5, now: Date.UTC(2026, 0, 1) })
  world = worldOf(open)
})
afterEach(() => {
  open.close()
  other.close()
})

test("a token is good for its own time, API and world", async () => {
  const token = await issueToken(world, "cylance", { tid: "t" }, 60)
  expect(await readToken(world, "cylance", token)).toMatchObject({ tid: "t" })
  expect(await readToken(world, "vrealize", token)).toBeUndefined()
  expect(await readToken(worldOf(other), "cylance", token)).toBeUndefined()
  expect(await readToken(world, "cylance", `${token}x`)).toBeUndefined()
  expect(await readToken(world, "cylance", "not a token")).toBeUndefined()
  open.clock.advance(59_000)
  expect(await readToken(world, "cylance", token)).toBeDefined()
  open.clock.advance(1000)
  expect(await readToken(world, "cylance", token)).toBeUndefined()
})

test("revoking ends what was issued before, not what comes after", async () => {
  const before = await issueToken(world, "cylance", {}, 60)
  const elsewhere = await issueToken(world, "vrealize", {}, 60)
  revokeTokens(world, "cylance")
  const after = await issueToken(world, "cylance", {}, 60)
  expect(await readToken(world, "cylance", before)).toBeUndefined()
  expect(await readToken(world, "cylance", after)).toBeDefined()
  expect(await readToken(world, "vrealize", elsewhere)).toBeDefined()
})

test("reads credentials from the header", () => {
  const asked = (authorization: string): Request =>
    new Request("http://sandbox/", { headers: { authorization } })
  expect(bearerOf(asked("bEaReR abc"))).toBe("abc")
  expect(bearerOf(asked("Basic abc"))).toBeUndefined()
  expect(basicOf(asked("Basic Y2Y6"))).toEqual({ user: "cf", password: "" })
  expect(basicOf(asked(`Basic ${btoa("a:b:c")}`))).toEqual({ user: "a", password: "b:c" })
  expect(basicOf(asked("Basic bm9jb2xvbg=="))).toBeUndefined()
})
