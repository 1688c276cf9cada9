import type { Field, Kind, Row } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { later } from "./load.ts"

const field = (id: string, label: string, kind: Kind = "number", hidden?: true): Field => ({
  id,
  label,
  kind,
  ...(hidden ? { hidden } : {}),
})

/** Ms after which devices that have not answered are thought to be switched off rather than at work. */
const patience = 60 * 60_000

/** Whether devices may still answer. Where the API does not say how many did, nobody knows. */
export const isRunning = ({ cells }: Row, now = Date.now()): boolean => {
  const { devices, succeeded, failed, created } = cells
  if (typeof devices !== "number" || !(created instanceof Date)) return false
  const done = [succeeded, failed].map((count) => (typeof count === "number" ? count : 0))
  return now - created.getTime() < patience && done.reduce((sum, count) => sum + count, 0) < devices
}

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
  busy: isRunning,
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
