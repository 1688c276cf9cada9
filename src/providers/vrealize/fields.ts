import { columnsOf, fieldsOf, toDate } from "../decode.ts"
import type { VraPackage } from "./wire.ts"

const c = columnsOf<VraPackage>()

/** Null under one spelling does not hide a value under the other. */
const subtenantOf = (item: VraPackage): string | null | undefined =>
  item.subtenantId ?? item.subTenantId ?? (item.subtenantId === null ? null : item.subTenantId)

const exact = ["equals", "oneOf"] as const

/**
 * No text declares `contains`: ours ignores case and accents in the row's text ("muller" finds
 * "Müller"), and the API's substringof, even over tolower(), cannot take accents away. It would find
 * less than we promise, so a part of a text is looked for here, over all rows. An id is a UUID, and
 * has neither.
 */
export const columns = [
  c("name", "Name", "text", (item) => item.name, {
    sort: "server",
    filter: exact,
    common: "name",
    group: "Package",
  }),
  c("version", "Version", "number", (item) => item.version, {
    sort: "server",
    filter: ["range"],
    common: "version",
    group: "Package",
    hint: "Counts up from 0 with each change of the package",
  }),
  c("description", "Description", "text", (item) => item.description, {
    sort: "server",
    filter: exact,
    common: "description",
    group: "Package",
  }),
  c("contentCount", "Contents", "number", (item) => item.contents?.length, {
    group: "Contents",
    hint: "How many pieces of content the package bundles",
  }),
  c("created", "Created", "date", (item) => toDate(item.createdDate), {
    sort: "server",
    filter: ["range"],
    common: "created",
    group: "Package",
  }),
  c("updated", "Updated", "date", (item) => toDate(item.lastUpdated), {
    sort: "server",
    filter: ["range"],
    common: "updated",
    group: "Package",
  }),
  c("tenant", "Tenant", "text", (item) => item.tenantId, {
    sort: "server",
    filter: exact,
    common: "owner",
    group: "Owner",
  }),
  c("subtenant", "Business group", "id", subtenantOf, {
    sort: "server",
    filter: exact,
    hidden: true,
    group: "Owner",
    hint: "The API's subtenantId; null means the whole tenant",
  }),
  c("id", "ID", "id", (item) => item.id, {
    sort: "server",
    filter: ["contains", ...exact],
    hidden: true,
    group: "Package",
  }),
  c("contentIds", "Content IDs", "list", (item) => item.contents, {
    hidden: true,
    group: "Contents",
    hint: "IDs of the blueprints, components and other content in the package",
  }),
  c("type", "Type", "text", (item) => item["@type"], {
    hidden: true,
    alike: true,
    group: "Package",
    hint: "What the API calls this kind of thing: its @type",
  }),
]

export const fields = fieldsOf(columns)

/** What the API calls the fields that it sorts and filters by, in $orderby and $filter. */
export const properties: Readonly<Record<string, string>> = {
  name: "name",
  version: "version",
  description: "description",
  created: "createdDate",
  updated: "lastUpdated",
  tenant: "tenantId",
  subtenant: "subtenantId",
  id: "id",
}
