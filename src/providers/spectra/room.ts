import type { Values } from "../../model/input.ts"
import type { Params } from "../http.ts"

/** `replace`, `force` and `diff_with`: the last two belong to versions alone, never to their builds. */
export const roomQuery = (values: Values): Params => {
  const on = (id: string): string => (values[id] === "true" ? "true" : "")
  const repro = values["build"] === "repro"
  return [
    ["replace", on("replace")],
    ["force", repro ? "" : on("force")],
    ["diff_with", repro ? "" : (values["diffWith"] ?? "").trim()],
  ]
}
