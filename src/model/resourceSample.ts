import type { Action } from "./action.ts"
import type { Resource } from "./provider.ts"

/** An action of tests that cannot be taken back, with what a test says of it. */
export const sampleDeletion = (more: Partial<Action> = {}): Action => ({
  id: "delete",
  label: "Delete",
  on: "item",
  risk: "destructive",
  run: () => Promise.resolve(undefined),
  touches: [],
  ...more,
})

/** A list of packages for tests: nothing but names, all at once, with what a test says of it. */
export const sampleResource = (more: Partial<Resource> = {}): Resource => ({
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields: [{ id: "name", label: "Name", kind: "text", common: "name" }],
  paging: { by: "none" },
  list: () => Promise.resolve({ rows: [], total: undefined }),
  actions: [],
  ...more,
})
