import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Page, Provider } from "../model/provider.ts"
import { cylance } from "../providers/cylance/index.ts"
import { askQuietly } from "./askAgain.ts"
import { everythingQuery, liveKey, partOf, rowsOf } from "./everythingPart.ts"
import { liveOf } from "./live.ts"
import { providerQuery } from "./provider.ts"

const connection = sampleConnection({})

/** A connection of two pages, of which the second is answered by hand; how it is told and what is in the table. */
const twoPages = () => {
  const { packages } = cylance.resources
  if (!packages) throw new Error("Cylance has packages")
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const pageOf = (id: string): Page => ({
    rows: [{ id, cells: { name: id }, raw: null }],
    total: { count: 2, exact: true },
  })
  const asked: PromiseWithResolvers<Page>[] = []
  const provider: Provider = {
    ...cylance,
    resources: {
      packages: {
        ...packages,
        paging: { by: "page", sizes: [1], max: 1 },
        list: (_call, _place, { page }) => {
          if (page === "") return Promise.resolve(pageOf("1"))
          const second = Promise.withResolvers<Page>()
          asked.push(second)
          return second.promise
        },
      },
    },
    packages: { resource: "packages" },
  }
  client.setQueryData(providerQuery(connection.provider).queryKey, provider)
  const observer = new QueryObserver(client, everythingQuery(connection))
  const leave = observer.subscribe(() => undefined)
  const second = (): Promise<PromiseWithResolvers<Page>> =>
    vi.waitFor(() => {
      const [next] = asked.splice(0, 1)
      if (!next) throw new Error("not asked yet")
      return next
    })
  const told = () => {
    const now = liveOf(liveKey(connection.id))
    const result = observer.getCurrentResult()
    const part = partOf(connection, result, now, false)
    const { state, read, refreshing } = part
    return { state, read, refreshing, shown: rowsOf(result, now).length, retry: part.retry }
  }
  const ended = () => vi.waitFor(() => expect(told().refreshing).toBe(false))
  return { client, second, told, ended, page: pageOf("2"), leave }
}

const down = new ProviderError({ trouble: "broken", title: "It broke." })

test("what fails behind its first page, and is asked again by itself, stays told as it is until it is whole", async () => {
  const { client, second, told, ended, page, leave } = twoPages()
  // At first, what is here is shown.
  const first = await second()
  expect(told()).toMatchObject({ state: "loading", shown: 1 })
  first.reject(down)
  await ended()
  expect(told()).toMatchObject({ state: "failed", read: 0, shown: 0 })

  for (const answer of ["fails", "is whole"]) {
    askQuietly(client, told().retry)
    const again = await second()
    expect(told()).toMatchObject({ state: "failed", refreshing: true, read: 0, shown: 0 })
    if (answer === "fails") again.reject(down)
    else again.resolve(page)
    await ended()
  }
  expect(told()).toMatchObject({ state: "ready", read: 2, shown: 2 })
  leave()
})

test("where somebody asks again, what comes is shown as it comes", async () => {
  const { second, told, ended, page, leave } = twoPages()
  ;(await second()).reject(down)
  await ended()
  told().retry()
  const again = await second()
  expect(told()).toMatchObject({ state: "loading", read: 1, shown: 1 })
  again.resolve(page)
  await ended()
  leave()
})
