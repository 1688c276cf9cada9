import { notifyManager, QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { askQuietly } from "./askAgain.ts"

test("what is asked for by itself stays told as failed until its answer is here", async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  let answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
  const [second, third] = answers
  const down = new Error("down")
  const observer = new QueryObserver<string>(client, {
    queryKey: ["list"],
    queryFn: () => answers.shift()?.promise ?? Promise.reject(down),
  })
  answers = []
  const seen: unknown[] = []
  // As React hears of it: at the end of a batch.
  observer.subscribe(
    notifyManager.batchCalls(() => {
      const { status, error, fetchStatus } = observer.getCurrentResult()
      seen.push([status, error, fetchStatus])
    }),
  )
  await expect.poll(() => observer.getCurrentResult().status).toBe("error")
  if (second && third) answers = [second, third]

  await expect.poll(() => seen.length).toBeGreaterThan(0)
  seen.length = 0
  askQuietly(client, () => void observer.refetch())
  await expect.poll(() => seen.length).toBeGreaterThan(0)
  second?.reject(down)
  await expect.poll(() => seen.at(-1)).toEqual(["error", down, "idle"])
  // It is one failure, from the first to the last moment.
  expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify(["error", down, "fetching"]), JSON.stringify(["error", down, "idle"])]),
  )

  askQuietly(client, () => void observer.refetch())
  third?.resolve("rows")
  await expect.poll(() => observer.getCurrentResult().data).toBe("rows")
  expect(observer.getCurrentResult().status).toBe("success")
  client.clear()
})
