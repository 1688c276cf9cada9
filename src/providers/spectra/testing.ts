import type { Fetch } from "../../model/call.ts"
import type { Row } from "../../model/field.ts"
import type { Values } from "../../model/input.ts"
import type { Place } from "../../model/place.ts"
import { receivedOf } from "../../model/received.ts"
import { connectTo } from "../contract/connect.ts"
import type { SignIn, Speaker } from "../contract/connect.ts"
import { callOver } from "../contract/subject.ts"
import { placeOf } from "./address.ts"
import { upload } from "./upload.ts"

/** What these tests need of the sandbox, which adapters may not import. */
type Sandbox = {
  readonly fetch: Fetch
  readonly apis: (
    origin: string,
    world: string,
  ) => Readonly<
    Record<string, (SignIn & { readonly also: Readonly<Record<string, SignIn>> }) | undefined>
  >
}

const origin = "http://127.0.0.1"
let worlds = 0

/** A version of which nothing has been read but where it is. */
export const unread: Row = { id: "", cells: {}, raw: undefined }

/** Names as people give them: each must reach the Portal, and come back, as it is. */
export const odd = {
  project: "100% R&D #1 +ü",
  name: "@scope__left pad",
  version: "1.0+b@3 %41",
}
export const oddPlace: Place = placeOf(odd.project, odd.name, odd.version)

/** A world of its own with a clock that stands still, reached as the gateway reaches it. */
export const openPortal = async (sandbox: Sandbox, speaker: Speaker, other?: string) => {
  worlds += 1
  const world = `spectra-${worlds}`
  const control = async (method: string, path: string, body: unknown): Promise<void> => {
    const answer = await sandbox.fetch(
      new Request(`${origin}/_sandbox/${path}`, { method, body: JSON.stringify(body) }),
    )
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  }
  await control("POST", "worlds", { id: world, packages: 60, now: "2026-06-01T12:00:00Z" })
  const own = sandbox.apis(origin, world)["spectra"]
  const access = other === undefined ? own : own?.also[other]
  if (!access) throw new RangeError("The sandbox has no such access.")
  const { fetch, settings } = await connectTo(sandbox.fetch, access, speaker)
  const asked: Request[] = []
  const call = callOver((request) => {
    // A body can be read once.
    asked.push(request.clone())
    return fetch(request)
  }, settings)
  return {
    call,
    /** Every request, in turn. */
    asked,
    options: (value: object) => control("PUT", `worlds/${world}/options/spectra`, value),
    /** Lets time pass: an analysis takes two seconds. */
    pass: (ms = 2000) => control("PUT", `worlds/${world}/clock`, { advance: ms }),
    fault: (match: object, fault: object) =>
      control("PUT", `worlds/${world}/faults`, [{ match: { api: "spectra", ...match }, fault }]),
    /** Uploads a file as the dialog does. @returns where it is */
    send: async (
      values: Values,
      body: Uint8Array | string,
      name = "left-pad-1.0.0.tgz",
    ): Promise<Place> => {
      const blob = new Blob([typeof body === "string" ? body : new Uint8Array(body)])
      const sent = await upload.send(call, { name, body: blob }, { ...odd, ...values }, [])
      return receivedOf(sent).place ?? []
    },
  }
}
export type Portal = Awaited<ReturnType<typeof openPortal>>
