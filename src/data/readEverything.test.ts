import { QueryClient } from "@tanstack/react-query"
import { expect, test, vi } from "vitest"
import { commonFields } from "../model/common.ts"
import { sampleConnection } from "../model/connectionSample.ts"
import { emptyQuery } from "../model/query.ts"
import { partOf } from "./everythingPart.ts"
import { keys } from "./keys.ts"
import { readEverything } from "./readEverything.ts"

// As of very many rows, where another question about the same rows came in between.
vi.mock("./rows/rowAnswers.ts", async (original) => ({
  ...(await original<object>()),
  answerRanked: () => Promise.resolve(undefined),
}))

test("an answer that did not come is not told as no rows", async () => {
  const connection = sampleConnection({})
  const client = new QueryClient()
  const rows = ["alpha", "beta"].map((name) => ({ id: name, cells: { name }, raw: null }))
  client.setQueryData(keys.everything(connection.id), { rows, of: 2, complete: true })
  const read = await readEverything(
    client,
    [partOf(connection, undefined, undefined, false)],
    { ...emptyQuery, text: "beta", ranked: true },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      fields: commonFields.map(({ id }) => id),
    },
  )
  expect(read).toMatchObject({ rows: [rows[1]], complete: true })
})

test("a connection that is changed while it is read is missing, and the others are not held up", async () => {
  const [changed, other] = [
    sampleConnection({ id: "changed", name: "Changed" }),
    sampleConnection({}),
  ]
  const client = new QueryClient()
  const row = { id: "alpha", cells: { name: "alpha" }, raw: null }
  client.setQueryData(keys.everything(other.id), { rows: [row], of: 1, complete: true })
  // It is never answered.
  client.setQueryDefaults(keys.everything(changed.id), { staleTime: Infinity })
  void client.prefetchQuery({
    queryKey: keys.everything(changed.id),
    queryFn: () => new Promise(() => undefined),
  })
  const told: string[] = []
  const read = readEverything(
    client,
    [changed, other].map((one) => partOf(one, undefined, undefined, false)),
    emptyQuery,
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onParts: (done, of) => told.push(`${done} of ${of}`),
      fields: commonFields.map(({ id }) => id),
    },
  )
  await vi.waitFor(() => expect(told).toContain("1 of 2"))
  client.removeQueries({ queryKey: keys.everything(changed.id) })
  expect(await read).toMatchObject({ rows: [row], complete: false })
  expect((await read).incomplete).toContain("Changed could not be read")
})
