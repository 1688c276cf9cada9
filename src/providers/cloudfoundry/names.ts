import * as v from "valibot"
import { pause } from "../../lib/pause.ts"
import type { Call } from "../../model/call.ts"
import type { Cell, Row } from "../../model/field.ts"
import type { Values } from "../../model/input.ts"
import { ask } from "../http.ts"
import { textIn } from "./cells.ts"
import { problem } from "./problem.ts"

const toOne = v.nullish(v.looseObject({ data: v.nullish(v.looseObject({ guid: v.string() })) }))

/** An app, a space or an organization, as far as it is looked at. Spaces have no place in v3 of 2015. */
const Thing = v.looseObject({
  guid: v.string(),
  name: v.string(),
  lifecycle: v.nullish(v.looseObject({ type: v.nullish(v.string()) })),
  relationships: v.nullish(v.looseObject({ space: toOne, organization: toOne })),
})

export const Things = v.looseObject({
  pagination: v.looseObject({
    total_results: v.number(),
    next: v.nullish(v.looseObject({ href: v.nullish(v.string()) })),
  }),
  resources: v.array(Thing),
})

export type Named = {
  readonly guid: string
  readonly name: string
  /** Of an app: `buildpack`, `docker`, or a word that is not known. */
  readonly lifecycle: string | undefined
  /** The guid of what it stands in: of an app its space, of a space its organization. */
  readonly within: string | undefined
}

export const namedOf = (one: v.InferOutput<typeof Thing>): Named => ({
  guid: one.guid,
  name: one.name,
  lifecycle: one.lifecycle?.type ?? undefined,
  within: (one.relationships?.space ?? one.relationships?.organization)?.data?.guid,
})

export type PlaceKind = "apps" | "spaces" | "organizations"

/** As many guids as fit into an address that every proxy takes. */
const most = 100
/** How long several rows wait for each other, so that they ask together; in ms. */
const gathering = 25
/** How long a name is believed, in ms. */
const life = 5 * 60_000

/** GET /v3/apps?guids=, /v3/spaces?guids=, /v3/organizations?guids= */
const readNames = async (
  call: Call,
  kind: PlaceKind,
  guids: readonly string[],
): Promise<readonly Named[]> => {
  const parts = Array.from({ length: Math.ceil(guids.length / most) }, (_, at) =>
    guids.slice(at * most, (at + 1) * most),
  )
  const answers = await Promise.all(
    parts.map((part) =>
      ask(call, {
        path: `/v3/${kind}`,
        params: [
          ["guids", part.join(",")],
          ["per_page", most],
        ],
        schema: Things,
        problem,
      }),
    ),
  )
  return answers.flatMap(({ body }) => body.resources.map(namedOf))
}

type Lookup = (call: Call, guid: string) => Promise<Named | undefined>

/** Looks names up, those of many rows in one request, and knows them for a while. */
const gatherer = (kind: PlaceKind): Lookup => {
  const known = new Map<string, { readonly named: Named | undefined; readonly until: number }>()
  let wanted = new Set<string>()
  let turn: Promise<void> | undefined
  const take = async (call: Call): Promise<void> => {
    // Whoever leaves first must not leave the others without an answer.
    const ours = { ...call, signal: new AbortController().signal }
    await pause(gathering, ours.signal)
    const guids = [...wanted]
    wanted = new Set()
    turn = undefined
    const named = new Map((await readNames(ours, kind, guids)).map((one) => [one.guid, one]))
    for (const guid of guids) known.set(guid, { named: named.get(guid), until: Date.now() + life })
  }
  return async (call, guid) => {
    const before = known.get(guid)
    if (before && before.until > Date.now()) return before.named
    wanted.add(guid)
    turn ??= take(call)
    await turn
    call.signal.throwIfAborted()
    return known.get(guid)?.named
  }
}

/** By connection: its settings are the same object for as long as it is the same connection. */
const books = new WeakMap<Values, Readonly<Record<PlaceKind, Lookup>>>()

/** The names of a connection's apps, spaces and organizations. */
export const bookOf = ({ settings }: Call): Readonly<Record<PlaceKind, Lookup>> => {
  const made = books.get(settings) ?? {
    apps: gatherer("apps"),
    spaces: gatherer("spaces"),
    organizations: gatherer("organizations"),
  }
  books.set(settings, made)
  return made
}

const notProvided = { absent: "not-provided" } as const
/** The API leaves out what an account may not see. */
const hidden = { absent: "forbidden" } as const

/** The names behind a package: of its app, of the app's space, and of that one's organization. */
export const namesOf = async (call: Call, row: Row): Promise<Readonly<Record<string, Cell>>> => {
  const guid = textIn(row, "app")
  const { apps, spaces, organizations } = bookOf(call)
  const app = guid === "" ? undefined : await apps(call, guid)
  const space = app?.within === undefined ? undefined : await spaces(call, app.within)
  const organization =
    space?.within === undefined ? undefined : await organizations(call, space.within)
  return {
    appName: app?.name ?? hidden,
    spaceName: space?.name ?? (app && app.within === undefined ? notProvided : hidden),
    organizationName:
      organization?.name ?? (app && app.within === undefined ? notProvided : hidden),
  }
}
