import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { behind } from "../lib/behind.ts"
import { readQuery } from "../model/query.ts"
import { Start, startId } from "../model/start.ts"
import { readPlace } from "../paths.ts"
import { holdsAnything } from "./client.ts"
import { connectionsQuery } from "./connections.ts"
import { pageQuery, planList } from "./list.ts"
import type { ListOf } from "./listState.ts"
import { providerQuery } from "./provider.ts"
import { followSession, keepForSession, sessionQuery } from "./session.ts"
import { openingOf } from "./views.ts"

/** What the server wrote into the page; undefined where it wrote nothing that can be read. */
const readStart = (): Start | undefined => {
  const text = document.getElementById(startId)?.textContent.trim() ?? ""
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Start), text)
  return parsed.success ? parsed.output : undefined
}

/** Starts what every page needs, without waiting for it. */
export const prefetchApp = (client: QueryClient): void => {
  const start = readStart()
  if (start) {
    client.setQueryData(sessionQuery.queryKey, start.session)
    const keep = (): Promise<void> => keepForSession(start.session)
    // Where nothing was kept, its store need not be opened before there is something to keep.
    void (holdsAnything() ? keep() : behind(keep))
    client.setQueryData(connectionsQuery.queryKey, [...start.connections])
  }
  followSession(client)
  // Neither is asked for again while it is as fresh as this.
  void client.prefetchQuery(sessionQuery)
  void client.prefetchQuery(connectionsQuery)
}

/** The rows of a list as its address asks for them; a list that must be read whole is left to its page. */
const prefetchList = async (
  client: QueryClient,
  { connection, resource, place }: ListOf,
  { pathname, search }: URL,
): Promise<boolean> => {
  const { fields, paging, order = [], sparse } = resource
  // Which fields a sparse list asks for is known to its table alone.
  if (sparse || (search === "" && openingOf(pathname))) return false
  const { query } = readQuery(fields, paging, new URLSearchParams(search))
  const sort = query.sort.length > 0 ? query.sort : order
  const { asked, needsAll } = planList(resource, { ...query, sort })
  if (needsAll) return false
  const page = pageQuery({ connection, resource, place }, asked)
  await client.prefetchQuery(page)
  return (client.getQueryData(page.queryKey)?.rows.length ?? 0) > 0
}

/** Ms that a page may wait for its rows, so that it need not be drawn without them, and then anew. */
const patience = 100

/**
 * Starts the adapter of a connection as soon as it is known which one that is, and then the list at
 * this address, without waiting for the page that will show it.
 * @returns whether there are rows, as soon as that is known, or a moment after the adapter
 */
export const prefetchPlace = async (client: QueryClient, address: URL): Promise<boolean> => {
  const [, , id = "", ...splat] = address.pathname.split("/")
  try {
    const connections = await client.ensureQueryData(connectionsQuery)
    const connection = connections.find((one) => one.id === decodeURIComponent(id))
    if (!connection) return false
    const provider = await client.ensureQueryData(providerQuery(connection.provider))
    const target = readPlace(splat.join("/"))
    const resource = provider.resources[target?.resource ?? ""]
    if (!target || !resource) return false
    return await Promise.race([
      prefetchList(client, { connection, resource, place: target.place }, address),
      new Promise<boolean>((resolve) => setTimeout(resolve, patience, false)),
    ])
  } catch {
    // The page asks the same and shows what went wrong.
    return false
  }
}
