import { localInput } from "../../lib/dates.ts"
import { valueOf } from "../../model/field.ts"
import type { Target } from "../../model/action.ts"
import type { Input, Values } from "../../model/input.ts"

export const input = (
  id: string,
  label: string,
  kind: Input["kind"] = "text",
  more: Omit<Input, "id" | "label" | "kind"> = {},
): Input => ({ id, label, kind, ...more })

/** One that is needed, and what it begins with. */
export const needed = (
  id: string,
  label: string,
  initial = "",
  kind: Input["kind"] = "text",
  more: Omit<Input, "id" | "label" | "kind"> = {},
): Input => input(id, label, kind, { required: true, initial, ...more })

/** What the API calls the software of a version, its parameter by our input id. */
export const softwareParams = {
  product: "product",
  publisher: "publisher",
  category: "category",
  license: "license",
  platform: "platform",
  releaseDate: "release_date",
} as const

const software: readonly Input[] = [
  input("product", "Product"),
  input("publisher", "Publisher"),
  input("category", "Category"),
  input("license", "License", "text", { hint: "The full name, as SPDX has it." }),
  input("platform", "Platform"),
]

const releaseHint = "Your local time; it is sent in UTC."

/** What can be said of the software when a version is made. */
export const softwareInputs: readonly Input[] = [
  ...software,
  input("releaseDate", "Release date", "time", {
    hint: `${releaseHint} Without one it is not released.`,
  }),
]

const textOf = (target: Target, id: string): string => {
  const value = target.row && valueOf(target.row, id)
  if (value instanceof Date) return localInput(value)
  return typeof value === "string" ? value : ""
}

/** Filled in with what all of them say; where they differ, it begins blank. */
export const filled = (one: Input, targets: readonly Target[]): Input => {
  const said = [...new Set(targets.map((target) => textOf(target, one.id)))]
  return said.length > 1 ? { ...one, mixed: true } : { ...one, initial: said[0] ?? "" }
}

export const editInputs = (targets: readonly Target[]): readonly Input[] =>
  [
    ...software,
    input("releaseDate", "Release date", "time", {
      hint: `${releaseHint} A date may release what is not released yet.`,
    }),
  ].map((one) => filled(one, targets))

/** The API has a word of its own for "none" in each of these, and takes no blank. */
const neverBlank: Readonly<Record<string, string>> = {
  category: "It cannot be emptied: the word for none is Other.",
  license: "It cannot be emptied: the word for none is Unknown.",
  platform: "It cannot be emptied: the word for none is Other.",
  releaseDate: "It cannot be emptied: take the release back instead.",
}

/** The API's date of 1970 means that there is none. */
const dateProblem = (value: string): string | undefined =>
  value !== "" && !(new Date(value).getTime() > 86_400_000)
    ? "The Portal takes 1970-01-01 for no date at all."
    : undefined

export const softwareProblems = (
  values: Values,
  targets: readonly Target[] = [],
): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {}
  for (const id of ["product", "publisher"])
    if ((values[id] ?? "").length > 200) problems[id] = "At most 200 characters."
  const date = dateProblem(values["releaseDate"] ?? "")
  if (date !== undefined) problems["releaseDate"] = date
  const [first, ...rest] = targets
  for (const [id, why] of Object.entries(neverBlank)) {
    const before = first ? textOf(first, id) : ""
    const same = rest.every((target) => textOf(target, id) === before)
    if (same && before !== "" && (values[id] ?? "").trim() === "") problems[id] = why
  }
  return problems
}
