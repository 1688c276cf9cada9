import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { markAway } from "../lib/away.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { downOf } from "./downOf.ts"

/** Asks something of a connection that fails, and leaves it on screen. */
const shownFailing = async (client: QueryClient, what: string, trouble: Trouble, status = 500) => {
  const queryKey = ["c", "a", what]
  await client.prefetchQuery({
    queryKey,
    retry: false,
    staleTime: 0,
    queryFn: () => {
      throw new ProviderError({ trouble, title: "no", status })
    },
  })
  return show(client, what)
}

const show = (client: QueryClient, what: string) =>
  new QueryObserver(client, {
    queryKey: ["c", "a", what],
    staleTime: Infinity,
    retryOnMount: false,
    refetchOnMount: false,
  })
    // It is looked at, and nothing is done with it.
    .subscribe(() => undefined)

test("the latest answer says whether a provider is down", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  await shownFailing(client, "y", "signed-out")
  expect(downOf(client, "a")).toBe("does not accept the credential")
  client.setQueryData(["c", "a", "x"], 2, { updatedAt: Date.now() + 10 })
  expect(downOf(client, "a")).toBeUndefined()
})

test("while our own server is away nothing can be had of a provider, which is not said to be down for it", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  await shownFailing(client, "y", "away")
  expect(downOf(client, "a")).toBeUndefined()
  markAway(new ProviderError({ trouble: "away", title: "no" }))
  expect(downOf(client, "a")).toContain("Waybill's own server is away")
  markAway(undefined)
  expect(downOf(client, "a")).toBeUndefined()
})

test("one call that breaks leaves the rest of the connection as it is", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  show(client, "x")
  await shownFailing(client, "y", "broken")
  expect(downOf(client, "a")).toBeUndefined()
})

test("a provider that breaks at all that is on screen is down, whatever was read before", async () => {
  const client = new QueryClient()
  // On another page, which nobody looks at any more.
  client.setQueryData(["c", "a", "x"], 1, { updatedAt: Date.now() - 10 })
  // Kept from an earlier visit, and not asked for again.
  client.setQueryData(["c", "a", "late"], 1, { updatedAt: performance.timeOrigin - 1 })
  show(client, "late")
  await shownFailing(client, "y", "broken")
  expect(downOf(client, "a")).toBe("is failing")
  await shownFailing(client, "z", "forbidden", 403)
  expect(downOf(client, "a")).toBeUndefined()
})

test("what could be had before and breaks is the provider, until something else is answered", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "apps"], 1, { updatedAt: Date.now() - 10 })
  show(client, "apps")
  client.setQueryData(["c", "a", "packages"], 1, { updatedAt: Date.now() - 10 })
  expect(downOf(client, "a")).toBeUndefined()
  await shownFailing(client, "packages", "broken")
  expect(downOf(client, "a")).toBe("is failing")
  // What was never asked before breaks, too: no sign that anything works.
  await shownFailing(client, "filtered", "broken")
  expect(downOf(client, "a")).toBe("is failing")
  client.setQueryData(["c", "a", "apps"], 2)
  await client.refetchQueries({ queryKey: ["c", "a", "packages"] })
  expect(downOf(client, "a")).toBeUndefined()
})

test("what breaks the first time that it is asked for takes nothing else with it", async () => {
  const client = new QueryClient()
  client.setQueryData(["c", "a", "item"], 1, { updatedAt: Date.now() - 10 })
  show(client, "item")
  await shownFailing(client, "tab", "broken")
  expect(downOf(client, "a")).toBeUndefined()
})
