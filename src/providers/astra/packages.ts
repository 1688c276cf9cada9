import { isAbsent, isEmpty } from "../../model/field.ts"
import type { Action } from "../../model/action.ts"
import type { Input } from "../../model/input.ts"
import type { Part } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { fields } from "./fields.ts"
import { listPackages } from "./list.ts"
import { later } from "./load.ts"

const choice = (id: string, label: string, words: readonly string[]): Input => ({
  id,
  label,
  kind: "choice",
  required: true,
  options: words.map((value) => ({ value, label: value })),
  initial: words[0] ?? "",
})
const text = (id: string, label: string): Input => ({ id, label, kind: "text", required: true })

const create: Action = {
  id: "create",
  label: "Create",
  on: "list",
  risk: "none",
  inputs: () => [
    text("name", "Name"),
    text("version", "Version"),
    choice("type", "Type", ["install", "patch"]),
    choice("severity", "Severity", ["recommended", "critical"]),
    { id: "more", label: "Images, files, dependencies", kind: "long", hint: "As JSON" },
  ],
  run: async (...asked) => (await later()).createPackage(...asked),
  touches: ["packages", "upgrades"],
}

const remove: Action = {
  id: "delete",
  label: "Delete",
  on: "item",
  bulk: true,
  risk: "destructive",
  about: "Images stay in the registry.",
  toll: async (call, target) => (await later()).toll(call, target),
  run: async (call, target) => (await later()).removePackage(call, target),
  touches: ["packages", "upgrades"],
}

const part = (id: "advice" | "needs" | "contents" | "files" | "states", label: string): Part => ({
  id,
  label,
  load: async (call, at) => (await later())[id](call, at),
})

/** Install and patch packages of one account. Whole, they embed their files, so lists ask for less. */
export const packages: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: ["upgrades"],
  opensWithFields: true,
  title: "name",
  fields,
  order: [{ field: "created", desc: true }],
  // Page n is read from the start of the list: max weighs one large answer against reading it again.
  paging: { by: "offset", sizes: [25, 50, 100], max: 5000 },
  sparse: true,
  list: (call, _at, query) => listPackages(call, query),
  get: async (call, at) => (await later()).getPackage(call, idOf(at, "packages")),
  busy: ({ cells }) => cells["state"] === "verifying",
  parts: [
    part("advice", "Upgrade advisor"),
    part("needs", "Needs"),
    part("contents", "Contents"),
    part("files", "Files"),
    part("states", "What may follow"),
  ],
  reports: [
    {
      id: "files",
      label: "Files",
      about: "The files in the package, decoded, in one archive.",
      fileName: "files.zip",
      blocked: ({ cells: { files } }) =>
        // A list does not ask for them, so there it is not known.
        isEmpty(files) && !(isAbsent(files) && files?.absent === "not-loaded")
          ? "It has no files."
          : undefined,
      fetch: async (call, at) => (await later()).filesArchive(call, at),
    },
  ],
  actions: [create, remove],
}
