import { valueOf } from "../../model/field.ts"
import type { Field, Kind } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { later } from "./load.ts"

const field = (id: string, label: string, kind: Kind, more: Partial<Field> = {}): Field => ({
  id,
  label,
  kind,
  ...more,
})

/** What runs and may be upgraded by a package. The API lists all of the account's together. */
export const upgrades: Resource = {
  id: "upgrades",
  one: "upgrade",
  many: "upgrades",
  children: [],
  title: "component",
  // A package leads to one for each place where something older runs, all to the same version.
  named: ["component", "to", "id"],
  // How each is read stands in upgradeCalls.ts, which comes with the first list.
  fields: [
    field("component", "Component", "text"),
    field("from", "Runs", "version"),
    field("to", "Upgrade to", "version"),
    field("state", "State", "status", {
      options: ["failed", "running", "scheduled", "proposed", "unavailable", "complete"],
      tones: { failed: "fail", running: "running", scheduled: "running", complete: "pass" },
    }),
    field("desired", "Asked for", "text"),
    field("after", "Only after", "list"),
    field("instance", "Runs at", "text", { hidden: true }),
    field("details", "Details", "records", { hidden: true }),
    field("modified", "Modified", "date", { common: "updated" }),
    field("id", "ID", "id", { hidden: true }),
  ],
  paging: { by: "none" },
  list: async (call, at) => (await later()).listUpgrades(call, at),
  get: async (call, at) => (await later()).getUpgrade(call, at),
  busy: ({ cells }) => cells["state"] === "running",
  actions: [
    {
      id: "ask",
      label: "Approve",
      on: "item",
      bulk: true,
      risk: "none",
      blocked: ({ row }) =>
        !row || valueOf(row, "desired") ? undefined : "Astra lets nobody change it now.",
      inputs: () => [
        {
          id: "when",
          label: "When",
          kind: "choice",
          required: true,
          initial: "scheduled",
          options: [
            { value: "scheduled", label: "In its time window" },
            { value: "running", label: "Now" },
            { value: "proposed", label: "Not: withdraw approval" },
          ],
        },
      ],
      run: async (...asked) => (await later()).requestUpgrade(...asked),
      touches: ["upgrades"],
    },
  ],
}
