import { pause } from "../lib/pause.ts"
import { counted, formatCount } from "../lib/text.ts"
import type { QueryClient } from "@tanstack/react-query"
import { nameAmong, ofConnection, removes } from "../model/actedOn.ts"
import type { Action, Done, Target } from "../model/action.ts"
import type { Connection } from "../model/connection.ts"
import type { Values } from "../model/input.ts"
import { placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { wordsOf } from "./download.ts"
import type { ReportOrder } from "./download.ts"
import { createExport } from "./exportFirst.ts"
import { jobs } from "./jobs.ts"
import type { Job, Mark, WorkTools } from "./jobs.ts"
import { keys } from "./keys.ts"
import { isGone, tellGone } from "./knownGone.ts"
import { noteLacking, showLacking } from "./lacking.ts"

/** How long a deletion waits for "Undo", in ms. */
export const undoWindow = 8000

/** Ms that what was done waits to be seen in the rows: reading a long list anew may take minutes. */
const longestWait = 2000

/** Where an action is done. */
export type ActionAt = {
  readonly connection: Connection
  readonly resource: Resource
  /** It was chosen among things of all connections, so whatever is said of it says where it is. */
  readonly everywhere?: boolean | undefined
}

/** What was asked for one item alone, a call each: see `Resource.fill`. */
const isLate = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
  queryKey[4] === "late"

/**
 * Asks again for everything that an action may have changed. Of what costs a call an item, only that of
 * the items it was done to: a change to one of a thousand must not ask for the others.
 */
export const touch = async (
  client: QueryClient,
  connection: string,
  resources: readonly string[],
  places: readonly Place[],
): Promise<void> => {
  const here = new Set(places.map(placeKey))
  await Promise.all([
    ...resources.map((resource) =>
      client.invalidateQueries({
        queryKey: keys.resource(connection, resource),
        predicate: (query) => !isLate(query) || here.has(String(query.queryKey[3])),
      }),
    ),
    client.invalidateQueries({ queryKey: keys.everything(connection) }),
  ])
}

/**
 * Does an action to one target and waits for its end, and for the rows that have it, unless they take their
 * time. @throws ProviderError
 */
export const act = async (
  client: QueryClient,
  at: ActionAt,
  action: Action,
  target: Target,
  values: Values,
): Promise<Done | undefined> => {
  const { connection } = at
  const { signal } = new AbortController()
  const call = callOf(connection, signal, "visible")
  const again = (): Promise<void> => touch(client, connection.id, action.touches, [target.place])
  let done: Done | undefined
  try {
    done = await action.run(call, target, values)
  } catch (cause) {
    noteLacking(at, action, cause)
    // It may have been done all the same, or somebody else was faster.
    void again()
    throw cause
  }
  await Promise.race([again(), pause(longestWait, signal)])
  return done
}

/**
 * Does an action to many targets, one after the other, as a job that outlives the page. A destructive
 * one waits for "Undo" first. The lists are asked again once it has ended.
 */
export const actAsJob = (
  client: QueryClient,
  at: ActionAt,
  action: Action,
  targets: readonly Target[],
  values: Values,
  hrefOf: (place: Place) => string,
  more: {
    /** Reports to be exported first; what has one that cannot be had is left as it is. */
    readonly reports?: readonly ReportOrder[]
    /** It was done to this one. */
    readonly onDone?: ((target: Target) => void) | undefined
  } = {},
): Job => {
  const { connection, resource } = at
  const { reports = [], onDone } = more
  const exports = createExport(connection, reports)
  const words = wordsOf(reports)
  const markOf = ({ place }: Target): Mark => ({ connection: connection.id, place })
  const [first] = targets
  const what =
    targets.length === 1 && first
      ? `${resource.one} ${nameAmong(at, first)}`
      : `${formatCount(targets.length)} ${resource.many}`
  return jobs.start({
    title: `${action.label} ${what}${ofConnection(at)}`,
    ...(action.risk === "destructive" ? { hold: undoWindow } : {}),
    marks: targets.map(markOf),
    works: [
      ...(reports.length === 0
        ? []
        : [
            {
              id: "export",
              label: `Export ${counted(reports.length, words.one, words.many)} first`,
              ahead: true as const,
              lose: exports.lose,
              run: exports.run,
            },
          ]),
      ...targets.map((target) => ({
        id: placeKey(target.place),
        label: nameAmong(at, target),
        to: markOf(target),
        run: async ({ signal, progress, say }: WorkTools) => {
          exports.check(target.place)
          const call = callOf(connection, signal, "soon", progress, say)
          const done = await action.run(call, target, values).catch(async (cause: unknown) => {
            noteLacking(at, action, cause)
            // Somebody else was faster: there is nothing to try again.
            if (await isGone(call, resource, target.place, cause)) tellGone(markOf(target))
            throw cause
          })
          if (removes(action) && !done?.accepted) tellGone(markOf(target))
          if (!done?.accepted) onDone?.(target)
          return (
            done && {
              ...(done.note === undefined ? {} : { note: done.note }),
              ...(done.place === undefined ? {} : { href: hrefOf(done.place) }),
            }
          )
        },
      })),
    ],
    onEnd: () => {
      showLacking(client, connection.id)
      void touch(
        client,
        connection.id,
        action.touches,
        targets.map(({ place }) => place),
      )
    },
  })
}
