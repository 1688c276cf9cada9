import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { askLeftOut } from "./comeBack.ts"

test("what our own server's absence left out is asked for again, and nothing else", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const asked: string[] = []
  const show = async (trouble: Trouble): Promise<void> => {
    const options = {
      queryKey: [trouble],
      queryFn: () => {
        asked.push(trouble)
        throw new ProviderError({ trouble, title: "no" })
      },
    }
    await client.prefetchQuery(options)
    new QueryObserver(client, { ...options, retryOnMount: false }).subscribe(() => undefined)
  }
  await show("away")
  await show("offline")
  expect(asked).toEqual(["away", "offline"])
  await askLeftOut(client)
  expect(asked).toEqual(["away", "offline", "away"])
})
