import type { Action, Target } from "../../model/action.ts"
import type { Call, Fetch } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { connectTo } from "../contract/connect.ts"
import type { SignIn, Speaker } from "../contract/connect.ts"
import { callOver } from "../contract/subject.ts"
import { packages } from "./packages.ts"

/** What these tests need of the sandbox, which adapters may not import. */
export type Sandbox = {
  readonly fetch: Fetch
  readonly apis: (
    origin: string,
    world: string,
  ) => { readonly cloudfoundry?: SignIn & { readonly also: Readonly<Record<string, SignIn>> } }
}

const origin = "http://127.0.0.1"
/** Every request comes so much later than the one before, so that nothing is waited for twice; in ms. */
const step = 5000
let worlds = 0

const control = async (
  { fetch }: Sandbox,
  method: string,
  path: string,
  body: object,
): Promise<void> => {
  const request = new Request(`${origin}/_sandbox/worlds${path}`, {
    method,
    body: JSON.stringify(body),
  })
  const answer = await fetch(request)
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
}

/** A world of its own, reached as the gateway reaches it. */
export const setUp = async (sandbox: Sandbox, speaker: Speaker, other?: string) => {
  worlds += 1
  const world = `/cf${worlds}`
  await control(sandbox, "POST", "", {
    id: world.slice(1),
    packages: 400,
    now: "2026-03-01T12:00:00Z",
  })
  const own = sandbox.apis(origin, world.slice(1)).cloudfoundry
  const asked: string[] = []
  const said: string[] = []
  const bodies: string[] = []
  const as = async (name?: string): Promise<Call> => {
    const access = name === undefined ? own : own?.also[name]
    if (!access) throw new RangeError("The sandbox has no such access.")
    const { fetch, settings } = await connectTo(sandbox.fetch, access, speaker)
    const through: Fetch = async (request) => {
      const { pathname, search } = new URL(request.url)
      asked.push(`${request.method} ${pathname}${search}`)
      if (request.headers.get("content-type") === "application/json")
        bodies.push(await request.clone().text())
      await control(sandbox, "PUT", `${world}/clock`, { advance: step })
      return await fetch(request)
    }
    return { ...callOver(through, settings), say: (phase: string) => void said.push(phase) }
  }
  return {
    call: await as(other),
    as,
    asked,
    said,
    bodies,
    options: (value: object) => control(sandbox, "PUT", `${world}/options/cloudfoundry`, value),
    faults: async (faults: readonly object[]) => {
      const request = new Request(`${origin}/_sandbox/worlds${world}/faults`, {
        method: "PUT",
        body: JSON.stringify(faults),
      })
      if (!(await sandbox.fetch(request)).ok) throw new Error("No faults were set.")
    },
  }
}
export type Made = Awaited<ReturnType<typeof setUp>>

export const actionOf = (id: string): Action => {
  const found = packages.actions.find((action) => action.id === id)
  if (!found) throw new Error(`No action ${id}`)
  return found
}

export const at = (guid: string): Place => [{ in: "packages", id: guid }]

export const read = async ({ call }: Pick<Made, "call">, place: Place): Promise<Row> => {
  const row = await packages.get?.(call, place)
  if (!row) throw new Error("No row")
  return row
}

export const target = async (made: Pick<Made, "call">, place: Place = []): Promise<Target> => ({
  place,
  row: await read(made, place),
})

/** The newest package that has these words; labelled, unless the era knows no labels. */
export const find = async (
  { call }: Pick<Made, "call">,
  filters: Query["filters"],
): Promise<Target & { readonly row: Row }> => {
  const { rows } = await packages.list(call, [], { ...emptyQuery, size: 500, filters })
  const [row] = rows
  if (!row) throw new Error("No such package")
  return { place: at(row.id), row }
}

/** The end of an empty zip archive: all that makes a file one. */
export const emptyZip = new Uint8Array([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)])
