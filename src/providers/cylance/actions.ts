import { valueOf } from "../../model/field.ts"
import type { Action, Upload } from "../../model/action.ts"
import type { Row } from "../../model/field.ts"
import type { Input } from "../../model/input.ts"
import type { Part, Report } from "../../model/part.ts"
import { later } from "./load.ts"

// What a page must know before anything is done: it stands in the way of the first row, so it is short.

const input = (
  id: string,
  label: string,
  kind: Input["kind"] = "text",
  more: Omit<Input, "id" | "label" | "kind"> = {},
): Input => ({ id, label, kind, ...more })

/** One that is needed, and what it begins with. */
const needed = (id: string, label: string, kind: Input["kind"], initial: string): Input =>
  input(id, label, kind, { required: true, initial })

/** Where a package runs: what was chosen is needed, so it is not folded away. */
const on = (id: string, label: string): Input =>
  input(id, label, "long", {
    required: true,
    hint: "One a line",
    when: { input: "on", is: [id] },
  })

const textIn = (row: Row | undefined, field: string): string => {
  const value = row && valueOf(row, field)
  return typeof value === "string" ? value : ""
}

const noFile = "Its file has not arrived."

export const upload: Upload = {
  label: "Upload",
  about: "Sends it to the address that the API hands out.",
  inputs: ({ name }) => [
    needed("name", "Name", "text", name.replace(/\.\w+$/, "")),
    needed("version", "Version", "number", "1"),
    input("description", "Description"),
    needed("fileName", "Python file", "text", name.replace(/\.zip$/i, ".py")),
    input("entryPoint", "Entry point"),
    input("examples", "Examples", "long", { hint: "One a line: arguments | what they do" }),
  ],
  check: ({ version = "" }) =>
    /^[1-9]\d*$/.test(version) ? {} : { version: "Enter a whole number from 1." },
  preflight: async (call, values) => (await later()).preflight(call, values),
  send: async (...asked) => (await later()).send(...asked),
  touches: ["packages"],
}

export const deploy: Action = {
  id: "deploy",
  label: "Deploy",
  on: "item",
  risk: "none",
  about: "Runs it on devices, now.",
  blocked: ({ row }) => (["success", ""].includes(textIn(row, "status")) ? undefined : noFile),
  inputs: ([target]) => [
    needed("name", "Name", "text", textIn(target?.row, "name")),
    input("on", "On", "choice", {
      required: true,
      initial: "devices",
      options: ["devices", "zones"].map((value) => ({ value, label: value })),
    }),
    on("devices", "Device ids"),
    on("zones", "Zone ids"),
    input("arguments", "Arguments", "long", { hint: "One invocation a line" }),
    input("others", "Other packages", "long", { hint: "One a line: package id, arguments" }),
    input("destination", "Send results to", "text", { hint: "FTP, SFTP, SAMBA or S3 address" }),
    input("keep", "Keep results on the device", "flag"),
  ],
  run: async (...asked) => (await later()).deploy(...asked),
  touches: ["executions"],
}

export const remove: Action = {
  id: "delete",
  label: "Delete",
  on: "item",
  bulk: true,
  risk: "destructive",
  toll: async (call, target) => (await later()).toll(call, target),
  // What no playbook uses is missed by nobody.
  confirm: (targets) => {
    const used = targets.find(({ row }) => row && valueOf(row, "playbooks"))
    return (
      used &&
      (targets.length > 1
        ? `delete ${targets.length} packages`
        : textIn(used.row, "name") || "delete")
    )
  },
  run: async (call, target) => (await later()).remove(call, target),
  touches: ["packages"],
}

export const parts: readonly Part[] = [
  { id: "use", label: "Use", load: async (call, at) => (await later()).use(call, at) },
  { id: "upload", label: "Upload", load: async (call, at) => (await later()).uploaded(call, at) },
]

export const reports: readonly Report[] = [
  {
    id: "file",
    label: "Package file",
    about: "The archive as it was uploaded.",
    fileName: "package.zip",
    blocked: (row) => (textIn(row, "downloadUrl") === "" ? noFile : undefined),
    fetch: async (call, at) => (await later()).download(call, at),
  },
]
