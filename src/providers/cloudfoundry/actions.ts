import { own } from "../../lib/own.ts"
import { isAbsent } from "../../model/field.ts"
import type { Action, Target, Upload } from "../../model/action.ts"
import type { Input } from "../../model/input.ts"
import type { Part, Report } from "../../model/part.ts"
import { textIn } from "./cells.ts"
import { later } from "./load.ts"

// What a page must know before anything is done: it stands in the way of the first row, so it is short.

const touches = ["packages"]

/** Why nothing can be done with the bits of a package now. */
const unready: Readonly<Record<string, string>> = {
  AWAITING_UPLOAD: "It has no bits yet: upload them first.",
  PROCESSING_UPLOAD: "Its bits are still being processed.",
  COPYING: "It is still being copied.",
  FAILED: "Its bits could not be used: upload them again, as another package.",
  EXPIRED: "Its bits are gone: upload them again, as another package.",
}

/** Only READY packages have bits; of a state that nobody knows, the API itself shall say so. */
const noBits = ({ row }: Target): string | undefined => own(unready, textIn(row, "state"))

const input = (id: string, label: string, kind: Input["kind"], hint: string): Input => ({
  id,
  label,
  kind,
  hint,
})

const isWhole = (text: string | undefined): boolean => /^([1-9]\d*)?$/.test(text?.trim() ?? "")

export const create: Action = {
  id: "create",
  label: "Create",
  on: "list",
  risk: "none",
  about: "Makes a package of bits that are uploaded next, or of a docker image.",
  lookup: async (call) => (await later()).createInputs(call),
  run: async (...asked) => (await later()).create(...asked),
  touches,
}

export const stage: Action = {
  id: "stage",
  label: "Stage",
  on: "item",
  bulk: true,
  risk: "none",
  long: true,
  about: "Builds a droplet of each package. Apps go on with the droplets that they have.",
  blocked: noBits,
  // The experimental API of 2015 documents none of these.
  inputs: (targets) =>
    targets.some(({ row }) => isAbsent(row?.cells["labels"]))
      ? []
      : [
          ...(targets.some(({ row }) => textIn(row, "type") === "docker")
            ? []
            : [
                input("buildpacks", "Buildpacks", "text", "In order; empty: they are detected"),
                input("stack", "Stack", "text", "Empty: the platform's own"),
              ]),
          input("memory", "Memory in MB", "number", "Empty: the platform decides"),
          input("disk", "Disk in MB", "number", "Empty: the platform decides"),
        ],
  check: (values) =>
    Object.fromEntries(
      ["memory", "disk"].flatMap((id) =>
        isWhole(values[id]) ? [] : [[id, "Enter a whole number from 1."]],
      ),
    ),
  run: async (...asked) => (await later()).stage(...asked),
  touches,
}

export const copy: Action = {
  id: "copy",
  label: "Copy",
  on: "item",
  risk: "none",
  about: "Copies it to another app. The credentials of a docker registry are not copied.",
  blocked: noBits,
  lookup: async (...asked) => (await later()).copyInputs(...asked),
  run: async (...asked) => (await later()).copy(...asked),
  touches,
}

export const edit: Action = {
  id: "edit",
  label: "Edit",
  on: "item",
  bulk: true,
  risk: "undoable",
  changes: true,
  blocked: ({ row }) =>
    row && isAbsent(row.cells["labels"])
      ? "This Cloud Foundry is too old: packages can be changed since December 2018."
      : undefined,
  lookup: async (_call, targets) => (await later()).editInputs(targets),
  run: async (...asked) => (await later()).edit(...asked),
  touches,
}

export const remove: Action = {
  id: "delete",
  label: "Delete",
  on: "item",
  bulk: true,
  risk: "destructive",
  about: "Bits are deleted as well; droplets that were made of them stay.",
  run: async (call, target) => (await later()).remove(call, target),
  touches,
}

export const upload: Upload = {
  label: "Upload bits",
  about: "A zip, jar or war becomes a package of an app, or the bits of one that waits for them.",
  inputs: () => [],
  lookup: async (call, _file, at) => (await later()).uploadInputs(call, at),
  check: () => ({}),
  preflight: async (call, values) => (await later()).uploadWarnings(call, values),
  send: async (...asked) => (await later()).send(...asked),
  touches,
}

export const parts: readonly Part[] = [
  { id: "staging", label: "Staging", load: async (call, at) => (await later()).staging(call, at) },
]

export const reports: readonly Report[] = [
  {
    id: "bits",
    label: "Bits",
    about: "The archive that the app is made of.",
    fileName: "bits.zip",
    blocked: (row) =>
      textIn(row, "type") === "docker"
        ? "A docker package has none: its image is in a registry."
        : noBits({ place: [], row }),
    fetch: async (call, at) => (await later()).download(call, at),
  },
]
