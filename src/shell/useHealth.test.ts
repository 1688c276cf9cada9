import { QueryClient } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { keys } from "../data/keys.ts"
import { markAway } from "../lib/away.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { healthOf } from "./useHealth.ts"

const failing = async (client: QueryClient, key: readonly string[], trouble: Trouble) => {
  await client.prefetchQuery({
    queryKey: key,
    retry: false,
    queryFn: () => {
      throw new ProviderError({ trouble, title: "no" })
    },
  })
}

test("a connection that nobody asked is unknown, never healthy", () => {
  expect(healthOf(new QueryClient(), "a", false).tone).toBe("unknown")
})

test("an answer restored from an earlier visit says nothing of now", () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: performance.timeOrigin - 1 })
  expect(healthOf(client, "a", false).tone).toBe("unknown")
  client.setQueryData(["c", "a", "x"], 1)
  expect(healthOf(client, "a", false).tone).toBe("pass")
})

test("the latest answer decides, and only the connection's own", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  await failing(client, ["c", "a", "y"], "offline")
  await failing(client, ["c", "b", "y"], "throttled")
  expect(healthOf(client, "a", false).tone).toBe("fail")
  expect(healthOf(client, "b", false).tone).toBe("warn")
  client.setQueryData(["c", "a", "x"], 2, { updatedAt: Date.now() + 10 })
  expect(healthOf(client, "a", false).tone).toBe("pass")
})

test("a count that is answered without the provider does not say that it answers", async () => {
  const client = new QueryClient()
  await failing(client, ["c", "a", "y"], "broken")
  client.setQueryData(keys.count("a", "x", [], undefined, true), 1, { updatedAt: Date.now() + 10 })
  expect(healthOf(client, "a", false).tone).toBe("fail")
  client.setQueryData(keys.count("a", "x", [], undefined, false), 1, { updatedAt: Date.now() + 10 })
  expect(healthOf(client, "a", false).tone).toBe("pass")
})

test("our own server's absence says nothing of a provider, and what was said before it is not told as if it were so now", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  await failing(client, ["c", "a", "y"], "away")
  expect(healthOf(client, "a", false).tone).toBe("pass")
  markAway(new ProviderError({ trouble: "away", title: "no" }))
  expect(healthOf(client, "a", false)).toEqual({ tone: "unknown", word: "cannot be asked now" })
  markAway(undefined)
  expect(healthOf(client, "a", false).tone).toBe("pass")
})

test("a thing that is missing was still answered", async () => {
  const client = new QueryClient()
  await failing(client, ["c", "a", "y"], "missing")
  expect(healthOf(client, "a", false).tone).toBe("pass")
})

test("a connection whose own list is missing has trouble, as one below an item has not", async () => {
  const client = new QueryClient()
  await failing(client, keys.lists("a", "packages", [{ in: "projects", id: "x" }]), "missing")
  expect(healthOf(client, "a", false).tone).toBe("pass")
  await failing(client, keys.lists("b", "packages", []), "missing")
  expect(healthOf(client, "b", false)).toEqual({ tone: "fail", word: "list not found" })
  await failing(client, keys.everything("d"), "missing")
  expect(healthOf(client, "d", false)).toEqual({ tone: "fail", word: "list not found" })
})

test("what is forbidden is so in part only where something else was answered", async () => {
  const client = new QueryClient()
  await failing(client, ["c", "a", "y"], "forbidden")
  await failing(client, ["c", "a", "z"], "forbidden")
  // Kept from an earlier visit: what may be seen now is not told by it.
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: performance.timeOrigin - 1 })
  expect(healthOf(client, "a", false)).toEqual({ tone: "fail", word: "forbidden" })
  client.setQueryData(["c", "a", "w"], 1, { updatedAt: Date.now() - 10 })
  expect(healthOf(client, "a", false)).toEqual({ tone: "warn", word: "partly forbidden" })
})

test("one that asked to wait is not just slow, and no longer said to answer", async () => {
  const client = new QueryClient()
  const waits = { tone: "warn", word: "asked to wait" }
  expect(healthOf(client, "a", true)).toEqual(waits)
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  expect(healthOf(client, "a", true)).toEqual(waits)
  await failing(client, ["c", "a", "y"], "offline")
  expect(healthOf(client, "a", true).tone).toBe("fail")
})
