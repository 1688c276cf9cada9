import * as v from "valibot"
import type { Done, Target } from "../../model/action.ts"
import { isAbsent } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Input, Values } from "../../model/input.ts"
import { idOf } from "../../model/place.ts"
import { ask, path } from "../http.ts"
import { textIn } from "./cells.ts"
import { getPackage } from "./get.ts"
import { changesOf, pairsOf } from "./pairs.ts"
import { refusal } from "./refusal.ts"

/** One a line; a value that has several lines of its own cannot be written so, and is left as it is. */
const linesOf = (row: Row | undefined, field: string): string => {
  const cell = row?.cells[field]
  return !isAbsent(cell) && Array.isArray(cell)
    ? cell.filter((pair) => typeof pair === "string" && !pair.includes("\n")).join("\n")
    : ""
}

const long = (id: string, label: string, initial: string, hint: string): Input => ({
  id,
  label,
  kind: "long",
  initial,
  hint,
})

/** Labels and annotations, as they are. */
export const labelInputs = (row?: Row): readonly Input[] => [
  long("labels", "Labels", linesOf(row, "labels"), "One a line: environment=production"),
  long(
    "annotations",
    "Annotations",
    linesOf(row, "annotations"),
    "One a line: contact=shop@example.com",
  ),
]

const isDocker = ({ row }: Target): boolean => textIn(row, "type") === "docker"

/** What one package has; of many, what they shall have or lack from now on. */
export const editInputs = (targets: readonly Target[]): readonly Input[] => {
  const [target] = targets
  if (targets.length !== 1 || !target)
    return [
      long("set", "Set labels", "", "One a line: environment=production. Others stay."),
      long("without", "Remove labels", "", "One a line, its key alone"),
    ]
  return [
    ...labelInputs(target.row),
    ...(isDocker(target)
      ? ([
          {
            id: "username",
            label: "Registry user",
            kind: "text",
            initial: textIn(target.row, "username"),
          },
          {
            id: "password",
            label: "New registry password",
            kind: "secret",
            hint: "Empty: it stays as it is. Without a user, it is removed.",
          },
        ] as const)
      : []),
  ]
}

type Change = Readonly<Record<string, string | null>>

/** What differs, of what the form had before. */
const between = (values: Values, row: Row | undefined, id: string): Change => {
  const text = values[id]
  return text === undefined ? {} : changesOf(pairsOf(linesOf(row, id), id), pairsOf(text, id))
}

const keysOf = (text: string): Change =>
  Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const key = line.split("=")[0]?.trim()
      return key ? [[key, null] as const] : []
    }),
  )

/** `values` has what was changed alone; in many packages, labels are added to those that they have. */
const labelsOf = (values: Values, row: Row | undefined): Change =>
  "set" in values || "without" in values
    ? { ...keysOf(values["without"] ?? ""), ...pairsOf(values["set"] ?? "", "set") }
    : between(values, row, "labels")

const credentialsOf = ({ username, password }: Values): Change => {
  const user = username?.trim()
  return {
    ...(user === undefined ? {} : { username: user === "" ? null : user }),
    // A password without a user is of no use to anybody.
    ...(password ? { password } : user === "" ? { password: null } : {}),
  }
}

/** PATCH /v3/packages/:guid with what was changed, and nothing else. */
export const edit = async (
  call: Call,
  { place, row }: Target,
  values: Values,
): Promise<Done | undefined> => {
  const guid = idOf(place, "packages")
  const before = row ?? (await getPackage(call, guid))
  const labels = labelsOf(values, before)
  const annotations = between(values, before, "annotations")
  const metadata = {
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  }
  const json = {
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...credentialsOf(values),
  }
  if (Object.keys(json).length === 0) return { note: "There was nothing to change." }
  await ask(call, {
    path: path`/v3/packages/${guid}`,
    method: "PATCH",
    json,
    schema: v.unknown(),
    problem: refusal,
  })
  return undefined
}
