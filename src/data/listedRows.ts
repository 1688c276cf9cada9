import type { QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { toCommon } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Page, Provider } from "../model/provider.ts"
import { keys } from "./keys.ts"

const Steps = v.array(v.tuple([v.string(), v.string()]))

/** The inverse of `placeKey`. */
const placeOf = (key: unknown): Place | undefined => {
  const read = v.safeParse(Steps, JSON.parse(typeof key === "string" ? key : "null"))
  return read.success ? read.output.map(([into, id]) => ({ in: into, id })) : undefined
}

/** Packages of a connection that stand in lists which were looked at, in the common vocabulary. */
export const listedRows = (client: QueryClient, connection: Connection): readonly Row[] => {
  const provider = client.getQueryData<Provider>(keys.provider(connection.provider))
  const resource = provider?.resources[provider.packages.resource]
  if (!resource) return []
  const rows = new Map<string, Row>()
  const pages = client.getQueriesData<Page>({
    queryKey: keys.resource(connection.id, resource.id),
  })
  for (const [key, page] of pages) {
    const place = key[4] === "list" ? placeOf(key[3]) : undefined
    if (!place || !page) continue
    for (const row of page.rows) {
      const common = toCommon(connection, resource, place, row)
      rows.set(common.id, common)
    }
  }
  return [...rows.values()]
}
