import type { Field, Kind } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { later } from "./load.ts"

const field = (
  id: string,
  label: string,
  kind: Kind = "text",
  more: Partial<Field> = {},
): Field => ({
  id,
  label,
  kind,
  ...more,
})
const hidden = { hidden: true } as const

/**
 * What packages are made of: blueprints, components and so on, of the whole tenant. Only `page` and
 * `limit` are documented for this list, so it is sorted and filtered here.
 */
export const contents: Resource = {
  id: "contents",
  one: "content",
  many: "contents",
  children: [],
  title: "name",
  // How each is read stands in content.ts, which comes with the first list.
  fields: [
    field("name", "Name"),
    field("type", "Type", "word", { room: "much" }),
    field("contentId", "Content ID"),
    field("description", "Description"),
    field("version", "Version", "number"),
    field("needs", "Needs", "number", {
      hint: "How many other contents it depends on directly",
    }),
    field("created", "Created", "date", hidden),
    field("updated", "Updated", "date"),
    field("tenant", "Tenant", "text", hidden),
    field("subtenant", "Business group", "id", {
      ...hidden,
      hint: "The API's subtenantId; null means the whole tenant",
    }),
    field("dependencies", "Dependency IDs", "list", hidden),
    field("mimeType", "MIME type", "text", hidden),
    field("id", "ID", "id", hidden),
    field("is", "Kind", "text", { ...hidden, hint: "Its @type" }),
  ],
  paging: { by: "page", sizes: [20, 50, 100], max: 1000 },
  list: async (call, _at, query) => (await later()).listContents(call, query),
  get: async (call, at) => (await later()).getContent(call, at),
  reports: [
    {
      id: "definition",
      label: "Definition",
      about: "The content itself, as YAML.",
      fileName: "definition.yaml",
      fetch: async (call, at) => (await later()).definition(call, at),
    },
  ],
  actions: [],
}
