// Reads a whole list as the app does (walk, adapter, queue, gateway), and as bare as can be: the same
// requests, as many at once, their JSON parsed and nothing made of it.
import { callOf } from "../../src/data/call.ts"
import { walk } from "../../src/data/walk.ts"
import { emptyQuery } from "../../src/model/query.ts"
import { providers } from "../../src/providers/index.ts"

/** As in `walk`. */
const atOnce = 4

const connection = { id: "vrealize-sandbox", settings: {} }

const adapter = await providers.vrealize()
const resource = adapter.resources[adapter.root]
if (!resource) throw new Error("The provider has no lists")

const timedWalk = async (): Promise<{ readonly took: number; readonly rows: number }> => {
  const began = performance.now()
  const { rows, complete } = await walk({
    call: callOf(connection, new AbortController().signal, "soon"),
    resource,
    place: [],
    query: emptyQuery,
    onProgress: () => undefined,
    approve: () => Promise.resolve(true),
  })
  if (!complete) throw new Error("The list was not read whole")
  return { took: performance.now() - began, rows: rows.length }
}

/** What a walk asks for, in its order. */
const requestsOf = async (): Promise<readonly string[]> => {
  performance.clearResourceTimings()
  await timedWalk()
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.includes("/upstream/"))
}

const timedLoop = async ([first, ...others]: readonly string[]): Promise<number> => {
  const began = performance.now()
  const ask = async (address: string | undefined): Promise<void> => {
    if (address === undefined) return
    const answer = await fetch(address, { headers: { accept: "application/json" } })
    await answer.json()
  }
  await ask(first)
  const left = [...others]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await ask(next)
    }),
  )
  return performance.now() - began
}

const rounds = Number(new URLSearchParams(location.search).get("rounds"))
const requests = await requestsOf()
const walks: number[] = []
const loops: number[] = []
let rows = 0
await timedLoop(requests)
for (let round = 0; round < rounds; round += 1) {
  const loopFirst = round % 2 === 1
  if (loopFirst) loops.push(await timedLoop(requests))
  const walked = await timedWalk()
  rows = walked.rows
  walks.push(walked.took)
  if (!loopFirst) loops.push(await timedLoop(requests))
}
console.log(`bench:walk ${JSON.stringify({ rows, requests: requests.length, walks, loops })}`)
