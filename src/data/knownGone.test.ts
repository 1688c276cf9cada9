import { QueryClient } from "@tanstack/react-query"
import { afterEach, expect, it, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { Place } from "../model/place.ts"
import { sampleDeletion, sampleResource } from "../model/resourceSample.ts"
import { actAsJob } from "./act.ts"
import { jobs } from "./jobs.ts"
import { keys } from "./keys.ts"
import { hearGone, onToldGone, tellGone } from "./knownGone.ts"

const connection = sampleConnection({ name: "Blue" })
const placeOf = (id: string): Place => [{ in: "packages", id }]
const failing = (trouble: Trouble) => () =>
  Promise.reject(new ProviderError({ trouble, title: "Refused." }))

const states = (): readonly string[] =>
  jobs.list().flatMap(({ steps }) => steps.map(({ state }) => state))

/** A job whose steps have all failed, one for each id. */
const failedOf = async (...ids: readonly string[]): Promise<void> => {
  jobs.start({
    title: "Edit",
    works: ids.map((id) => ({
      id,
      label: id,
      to: { connection: connection.id, place: placeOf(id) },
      run: failing("broken"),
    })),
  })
  await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
}

let leave = (): void => undefined
afterEach(() => {
  leave()
  jobs.clear()
})

it("ends what was to be tried again once the thing, asked for, is not there any more", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  leave = hearGone(client)
  await failedOf("a", "b")
  const ask = async (id: string, trouble: Trouble): Promise<void> =>
    await client.prefetchQuery({
      queryKey: keys.item(connection.id, "packages", placeOf(id)),
      queryFn: failing(trouble),
    })
  await ask("a", "forbidden")
  // What is missing of a thing is not the thing.
  await client.prefetchQuery({
    queryKey: keys.part(connection.id, "packages", placeOf("a"), "checks", ""),
    queryFn: failing("missing"),
  })
  expect(states()).toEqual(["failed", "failed"])
  // At a wrong address everything is missing.
  await ask("a", "missing")
  expect(states()).toEqual(["failed", "failed"])
  client.setQueryData(keys.item(connection.id, "packages", placeOf("b")), {})
  await client.resetQueries({ queryKey: keys.item(connection.id, "packages", placeOf("a")) })
  await ask("a", "missing")
  expect(states()).toEqual(["gone", "failed"])
})

it("hears what another tab deleted, and lets it know what this one did", async () => {
  leave = hearGone(new QueryClient())
  await failedOf("a", "b")
  const other = new BroadcastChannel("waybill.gone")
  const heard = vi.fn<(data: unknown) => void>()
  other.addEventListener("message", ({ data }: MessageEvent<unknown>) => heard(data))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes none
  other.postMessage("nothing that we say")
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes none
  other.postMessage({ connection: connection.id, place: placeOf("b") })
  await vi.waitFor(() => expect(states()).toEqual(["failed", "gone"]))
  tellGone({ connection: connection.id, place: placeOf("a") })
  expect(states()).toEqual(["gone", "gone"])
  await vi.waitFor(() =>
    expect(heard).toHaveBeenCalledWith({ connection: connection.id, place: placeOf("a") }),
  )
  other.close()
})

it("tells each deletion of this tab once, at once, and to nobody who listens no more", async () => {
  leave = hearGone(new QueryClient())
  const gone = { connection: connection.id, place: placeOf("a") }
  const lose = vi.fn<() => void>()
  const hear = vi.fn<() => void>()
  const hearNoMore = onToldGone(hear)
  jobs.start({
    title: "Edit",
    works: [{ id: "a", label: "a", to: gone, run: failing("broken"), lose }],
  })
  await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
  // Once it comes to another tab, it would have come back to this one, too.
  const other = new BroadcastChannel("waybill.gone")
  const heard = vi.fn<() => void>()
  other.addEventListener("message", heard)
  tellGone(gone)
  expect(hear).toHaveBeenCalledOnce()
  expect(lose).toHaveBeenCalledOnce()
  hearNoMore()
  tellGone(gone)
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2))
  expect(hear).toHaveBeenCalledOnce()
  expect(lose).toHaveBeenCalledTimes(2)
  other.close()
})

it("asks for what was not there when something was done to it, and offers no retry where it is gone", async () => {
  const action = sampleDeletion({ risk: "undoable", run: failing("missing") })
  type Answer = () => Promise<never>
  const of = (get: Answer, list?: Answer) => ({
    connection,
    resource: sampleResource({ actions: [action], get, ...(list ? { list } : {}) }),
  })
  const run = async (get: Answer, list?: Answer): Promise<void> => {
    jobs.clear()
    actAsJob(new QueryClient(), of(get, list), action, [{ place: placeOf("a") }], {}, () => "")
    await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
  }
  await run(failing("missing"))
  expect(states()).toEqual(["gone"])
  // At a wrong address its list is missing, too.
  await run(failing("missing"), failing("missing"))
  expect(states()).toEqual(["failed"])
  // Something of it was missing, or nobody knows.
  await run(failing("broken"))
  expect(states()).toEqual(["failed"])
})
