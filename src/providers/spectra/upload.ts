import type { Upload } from "../../model/action.ts"
import type { Input } from "../../model/input.ts"
import type { Place } from "../../model/place.ts"
import { input, needed, softwareInputs, softwareProblems } from "./inputs.ts"
import { later } from "./load.ts"
import { guess, namesProblems } from "./names.ts"

const nameIn = (at: Place, resource: string): string | undefined =>
  at.find((step) => step.in === resource)?.id

const ofVersion = { input: "build", is: ["version"] } as const

/**
 * Where a version goes: what the place says, else what the file's name suggests. Projects and packages
 * that are not there are made.
 */
export const whereInputs = (
  at: Place,
  guessed: { readonly name: string; readonly version: string },
): readonly Input[] => [
  needed("project", "Project", nameIn(at, "projects") ?? guessed.name),
  needed("name", "Package", nameIn(at, "packages") ?? guessed.name),
  needed("version", "Version", guessed.version || (nameIn(at, "versions") ?? "")),
]

/** What may be done to versions that are in the way. */
export const roomInputs: readonly Input[] = [
  input("replace", "Replace what is there", "flag"),
  input("force", "If the package is full, delete its oldest version", "flag", { when: ofVersion }),
  input("diffWith", "Compare with version", "text", {
    when: ofVersion,
    hint: "One that is there already; its differences become checks.",
  }),
]

/** A version of a package, or a reproducible build of one, and its analysis. */
export const upload: Upload = {
  label: "Upload and scan",
  about: "The file is sent, stored and analysed; the analysis uses capacity by its size.",
  inputs: ({ name }, at) => [
    ...whereInputs(at, guess(name)),
    input("build", "Artifact", "choice", {
      required: true,
      initial: "version",
      options: [
        { value: "version", label: "The version itself" },
        { value: "repro", label: "A reproducible build of it" },
      ],
    }),
    ...roomInputs,
    ...softwareInputs,
  ],
  check: (values) => ({
    ...namesProblems(values, ["project", "name", "version"]),
    ...softwareProblems(values),
  }),
  preflight: async (call, values) => (await later()).preflight(call, values),
  send: async (call, file, values) => (await later()).send(call, file, values),
  perMinute: 30,
  touches: ["projects", "packages", "versions"],
}
