import type { Action, Upload } from "../../model/action.ts"
import type { Part, Report } from "../../model/part.ts"
import { later } from "./load.ts"

// What a page must know before anything is done: it stands in the way of the first row, so it is short.

export const create: Action = {
  id: "create",
  label: "Create",
  on: "list",
  risk: "none",
  about: "A package cannot be changed afterwards: the API has no update.",
  inputs: () => [
    { id: "name", label: "Name", kind: "text", required: true },
    {
      id: "contents",
      label: "Contents",
      kind: "several",
      required: true,
      hint: "Drafts can be in a package, but keep it from being exported.",
      choices: { of: "contents", load: async (call) => (await later()).choices(call) },
    },
    { id: "description", label: "Description", kind: "text" },
  ],
  run: async (...asked) => (await later()).create(...asked),
  touches: ["packages"],
}

export const remove: Action = {
  id: "delete",
  label: "Delete",
  on: "item",
  bulk: true,
  risk: "destructive",
  keeps: true,
  run: async (call, target) => (await later()).remove(call, target),
  touches: ["packages"],
}

export const upload: Upload = {
  label: "Import",
  about: "Runs a dry run first, which changes nothing. A failed import is not rolled back.",
  inputs: () => [
    {
      id: "mode",
      label: "Content that exists already",
      kind: "choice",
      required: true,
      initial: "OVERWRITE",
      options: [
        { value: "OVERWRITE", label: "Overwrite it" },
        { value: "SKIP", label: "Skip it" },
      ],
      hint: "The dry run does not depend on this.",
    },
    {
      id: "despite",
      label: "If the dry run fails",
      kind: "choice",
      required: true,
      initial: "no",
      options: [
        { value: "no", label: "Do not import" },
        { value: "yes", label: "Import all the same" },
      ],
    },
  ],
  check: () => ({}),
  looking: "Dry run under way",
  looksAt: [],
  preflight: async (...asked) => (await later()).preflight(...asked),
  send: async (call, file, values) => (await later()).send(call, file, values),
  touches: ["packages", "contents"],
}

export const parts: readonly Part[] = [
  { id: "contents", label: "Contents", load: async (call, at) => (await later()).packed(call, at) },
]

export const reports: readonly Report[] = [
  {
    id: "zip",
    label: "Package as zip",
    about: "Definitions of its contents, for import elsewhere. Secure values are blanked out.",
    fileName: "package.zip",
    fetch: async (call, at) => (await later()).exportZip(call, at),
  },
]
