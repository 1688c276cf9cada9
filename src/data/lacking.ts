import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import type { Action } from "../model/action.ts"
import type { Connection } from "../model/connection.ts"
import { ProviderError } from "../model/error.ts"
import type { Provider, Resource } from "../model/provider.ts"
import { keys } from "./keys.ts"
import { personal } from "./personal.ts"

/** The words in which each connection said of an action that it does not offer it, by resource and action. */
const Kept = v.record(v.string(), v.record(v.string(), v.string()))
type Kept = v.InferOutput<typeof Kept>
type Lacking = Kept[string]

// For the session: an installation is not renewed while somebody works with it, but may be over night.
const slot = personal.lacking

const readKept = (): Kept => {
  try {
    const read = v.safeParse(Kept, JSON.parse(sessionStorage.getItem(slot) ?? "{}"))
    return read.success ? read.output : {}
  } catch {
    return {}
  }
}

// Without storage it lasts as long as the page.
let kept = readKept()

const keep = (next: Kept): void => {
  kept = next
  try {
    sessionStorage.setItem(slot, JSON.stringify(next))
  } catch {
    // It is remembered here.
  }
}

const nameOf = (resource: Pick<Resource, "id">, action: Pick<Action, "id">): string =>
  `${resource.id} ${action.id}`

const without = (resource: Resource, lacking: Lacking): Resource => ({
  ...resource,
  actions: resource.actions.map((action) => {
    const said = lacking[nameOf(resource, action)]
    if (said === undefined) return action
    const reason = `${said} Testing the connection lets it be asked again.`
    return { ...action, blocked: () => reason }
  }),
})

/** A provider as a connection has it: what it lacks is blocked, and says so. */
export type Offered = { readonly of: (provider: Provider) => Provider }

/** What a connection is known to lack, to be taken from its provider. */
export const lackingOf = (id: string): Offered => {
  const lacking = kept[id]
  return {
    of: (provider) =>
      lacking === undefined
        ? provider
        : {
            ...provider,
            resources: Object.fromEntries(
              Object.entries(provider.resources).map(([name, one]) => [
                name,
                without(one, lacking),
              ]),
            ),
          },
  }
}

/** Shows what was learned: not at once, since what says so may be a dialog of that very action. */
export const showLacking = (client: QueryClient, id: string): void =>
  void client.setQueryData(keys.lacking(id), lackingOf(id))

/** Remembers an action that failed because the whole installation does not offer it; other failures pass. */
export const noteLacking = (
  {
    connection,
    resource,
  }: { readonly connection: Pick<Connection, "id">; readonly resource: Pick<Resource, "id"> },
  action: Pick<Action, "id">,
  cause: unknown,
): void => {
  if (!(cause instanceof ProviderError) || cause.problem.lacking !== true) return
  keep({
    ...kept,
    [connection.id]: { ...kept[connection.id], [nameOf(resource, action)]: cause.problem.title },
  })
}

/** Forgets it, for instance because the connection was tested or leads elsewhere now. */
export const forgetLacking = (client: QueryClient, id: string): void => {
  const { [id]: _, ...others } = kept
  keep(others)
  showLacking(client, id)
}

/** Forgets all of it, at sign-out. */
export const forgetAllLacking = (): void => keep({})
