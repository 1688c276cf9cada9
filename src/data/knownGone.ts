import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import type { Call } from "../model/call.ts"
import { ProviderError } from "../model/error.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import { goneSince } from "./goneSince.ts"
import { jobs } from "./jobs.ts"
import { keys } from "./keys.ts"
import type { Mark } from "./jobs.ts"

const channelName = "waybill.gone"

const Gone = v.object({
  connection: v.string(),
  place: v.array(v.object({ in: v.string(), id: v.string() })),
})

/** The key of an item that was asked for, as `keys.item` writes it. */
const ItemKey = v.tuple([
  v.literal("c"),
  v.string(),
  v.string(),
  v.pipe(v.string(), v.parseJson(), v.array(v.tuple([v.string(), v.string()]))),
  v.literal("item"),
])

const isMissing = (cause: unknown): boolean =>
  cause instanceof ProviderError && cause.trouble === "missing" && cause.problem.lacking !== true

type Hear = (gone: Mark) => void

/** Ends what the jobs of this tab were still to do to a thing that is gone. */
const endIn: Hear = (gone) =>
  jobs.revise((works, steps) => {
    for (const { lose } of works) lose?.(gone)
    return goneSince(gone, works, steps)
  })

/** Who listens in this tab. */
const hearers = new Set<Hear>()

/** Open as long as somebody listens. A channel does not hear itself, but any other one of its tab. */
let ear: BroadcastChannel | undefined

const openEar = (): BroadcastChannel => {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const gone = v.safeParse(Gone, data)
    if (!gone.success) return
    for (const hear of hearers) hear(gone.output)
  })
  return channel
}

/** Ends what was still to be done to a thing that is gone, in the jobs of all tabs, and tells who listens. */
export const tellGone = (gone: Mark): void => {
  // Once, whether anybody listens for the jobs of this tab or not.
  for (const hear of new Set([endIn, ...hearers])) hear(gone)
  const channel = ear ?? new BroadcastChannel(channelName)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes none
  channel.postMessage(gone)
  if (channel !== ear) channel.close()
}

/** In ms; what a connection answered before says nothing of now. */
const lately = 60_000

/** Whether anything else of a connection was answered lately: at a wrong address everything is missing. */
const answersElse = (client: QueryClient, connection: string): boolean =>
  client
    .getQueryCache()
    .findAll({ queryKey: keys.connection(connection) })
    .some(({ state }) => state.status === "success" && state.dataUpdatedAt > Date.now() - lately)

/** Hears what was deleted, here or in another tab, each thing once. @returns to hear no more */
export const onToldGone = (hear: Hear): (() => void) => {
  hearers.add(hear)
  ear ??= openEar()
  return () => {
    hearers.delete(hear)
    if (hearers.size > 0) return
    ear?.close()
    ear = undefined
  }
}

/**
 * Ends what the jobs of this tab were still to do to what another tab deleted, or to things that the
 * provider, asked for them, has no more. @returns to hear no more
 */
export const hearGone = (client: QueryClient): (() => void) => {
  const hearNoMore = onToldGone(endIn)
  const leave = client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "error") return
    if (!isMissing(event.action.error)) return
    const key = v.safeParse(ItemKey, event.query.queryKey)
    if (!key.success) return
    const [, connection, , place] = key.output
    if (!answersElse(client, connection)) return
    endIn({ connection, place: place.map(([resource, id]) => ({ in: resource, id })) })
  })
  return () => {
    hearNoMore()
    leave()
  }
}

/** Whether what was done failed because the thing itself is no more there, and not something about it. */
export const isGone = async (
  call: Call,
  resource: Pick<Resource, "get" | "list">,
  place: Place,
  cause: unknown,
): Promise<boolean> => {
  if (!resource.get || !isMissing(cause)) return false
  try {
    await resource.get(call, place)
    return false
  } catch (answer) {
    if (!isMissing(answer)) return false
  }
  // At a wrong address everything is missing: it is gone where the list that had it answers.
  try {
    await resource.list(call, place.slice(0, -1), { ...emptyQuery, size: 1 })
    return true
  } catch {
    return false
  }
}
