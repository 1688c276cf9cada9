import type { Field, Kind } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { later } from "./load.ts"

const field = (id: string, label: string, kind: Kind = "number", hidden?: true): Field => ({
  id,
  label,
  kind,
  ...(hidden ? { hidden } : {}),
})

/** What was deployed of a package. The API lists the tenant's executions, and none by package. */
export const executions: Resource = {
  id: "executions",
  one: "execution",
  many: "executions",
  children: [],
  title: "name",
  // How each is read stands in runs.ts, which comes with the first list.
  fields: [
    field("name", "Name", "text"),
    field("created", "Created", "date"),
    field("devices", "Devices"),
    field("acked", "Acknowledged"),
    field("succeeded", "Succeeded"),
    field("failed", "Failed"),
    field("login", "Created by", "text"),
    field("packages", "Packages", "records"),
    field("on", "On devices", "list", true),
    field("zones", "On zones", "list", true),
    field("destination", "Results sent to", "text"),
    field("keep", "Kept on the device", "flag"),
    field("id", "Execution id", "id", true),
  ],
  paging: { by: "none" },
  list: async (call, at) => (await later()).listExecutions(call, at),
  get: async (call, at) => (await later()).getExecution(call, at),
  actions: [
    {
      id: "delete",
      label: "Delete",
      on: "item",
      bulk: true,
      risk: "destructive",
      run: async (call, target) => (await later()).removeExecution(call, target),
      touches: ["executions"],
    },
  ],
}
