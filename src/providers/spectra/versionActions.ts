import { localInput } from "../../lib/dates.ts"
import { valueOf } from "../../model/field.ts"
import type { Action, Target } from "../../model/action.ts"
import type { Input, Values } from "../../model/input.ts"
import { editInputs, input, needed, softwareInputs, softwareProblems } from "./inputs.ts"
import { later } from "./load.ts"
import { namesProblems } from "./names.ts"
import { builds } from "./parts.ts"
import { roomInputs, whereInputs } from "./upload.ts"
import { isUnderWay } from "./words.ts"

const touches = ["versions", "packages"] as const

const textIn = ({ row }: Target, field: string): string => {
  const value = row && valueOf(row, field)
  return typeof value === "string" ? value.toLowerCase() : ""
}
const isReleased = ({ row }: Target): boolean | undefined => {
  const value = row && valueOf(row, "released")
  return typeof value === "boolean" ? value : undefined
}
const analysing = (target: Target): string | undefined => {
  const word = textIn(target, "analysis")
  return word !== "" && isUnderWay(word) ? "It is being analysed." : undefined
}
const lastId = ({ place }: Target): string => place.at(-1)?.id ?? ""

const decide = (
  id: "approve" | "reject" | "revoke",
  label: string,
  about: string,
  reason: Partial<Input>,
  blocked: (word: string) => string | undefined,
): Action => ({
  id,
  label,
  on: "item",
  bulk: true,
  risk: "undoable",
  about,
  inputs: () => [{ ...input("reason", "Reason"), ...reason }],
  blocked: (target) => blocked(textIn(target, "approval")),
  run: async (call, { place }, values) => (await later()).decide(call, place, id, values),
  touches,
})

const artifact = (label: string): Input =>
  input("build", label, "choice", {
    required: true,
    initial: "version",
    options: builds.map(({ id, label: name }) => ({ value: id, label: name })),
  })

const bring = (id: "url" | "purl", label: string, about: string, source: Input): Action => ({
  id: `import-${id}`,
  label,
  on: "list",
  risk: "none",
  about,
  inputs: ([target]) => [
    source,
    ...whereInputs(target?.place ?? [], { name: "", version: "" }),
    // It imports versions alone, so nothing depends on the artifact.
    ...roomInputs.map(({ when: _when, ...one }) => one),
    input("user", "User at the source"),
    input("password", "Password at the source", "secret"),
    input("token", "Bearer token for the source", "secret", {
      hint: "Instead of user and password.",
    }),
    input("maxSize", "At most so many bytes", "number"),
    ...softwareInputs,
  ],
  check: (values) => ({
    ...namesProblems(values, ["project", "name", "version"]),
    ...softwareProblems(values),
    ...sourceProblems(id, values),
  }),
  offers: async () => (await later()).softwareOffers(),
  run: async (call, _target, values) => (await later()).bring(call, id, values),
  touches: ["projects", ...touches],
})

const sourceProblems = (id: string, values: Values): Readonly<Record<string, string>> => {
  const { token = "", user = "", password = "", maxSize = "" } = values
  const source = values[id] ?? ""
  return {
    ...(source.length > 4096 ? { [id]: "At most 4096 characters." } : {}),
    ...(id === "purl" && !/^pkg:[^/]+\/./.test(source.trim())
      ? { purl: "A package URL begins with pkg: and a type, as in pkg:npm/left-pad@1.3.0" }
      : {}),
    ...(token !== "" && (user !== "" || password !== "")
      ? { token: "Give a bearer token, or user and password: not both." }
      : {}),
    ...(maxSize !== "" && !/^[1-9]\d*$/.test(maxSize)
      ? { maxSize: "Enter a whole number of bytes." }
      : {}),
  }
}

/** What can be done to versions; the reference lacks some, and an older Portal may lack them too. */
export const versionActions: readonly Action[] = [
  decide("approve", "Approve", "Records that use is allowed.", {}, (word) =>
    word === "approved" ? "It is approved already." : undefined,
  ),
  {
    id: "download",
    label: "Download file",
    on: "item",
    risk: "none",
    about:
      "Each link lives for 60 seconds and uses download capacity by the size of the file, even if nobody follows it.",
    inputs: () => [artifact("Which file")],
    toll: async (call, { place }) => (await later()).tollOfLink(call, place),
    run: async (...asked) => (await later()).link(...asked),
    touches: [],
  },
  {
    id: "edit",
    label: "Edit",
    on: "item",
    bulk: true,
    risk: "undoable",
    changes: true,
    about: "Only what you change is sent.",
    inputs: editInputs,
    offers: async () => (await later()).softwareOffers(),
    check: softwareProblems,
    run: async (...asked) => (await later()).editVersion(...asked),
    touches,
  },
  {
    id: "release",
    label: "Release",
    on: "item",
    bulk: true,
    risk: "undoable",
    about: "Marks as released, on a date: without one the Portal would write 1970-01-01.",
    inputs: () => [
      needed("releaseDate", "Release date", localInput(new Date()), "time", {
        hint: "Your local time; it is sent in UTC.",
      }),
    ],
    check: (values) => softwareProblems(values),
    blocked: (target) => (isReleased(target) === true ? "It is released already." : undefined),
    run: async (call, { place }, values) => (await later()).release(call, place, values),
    touches,
  },
  decide("reject", "Reject", "Records that use is not allowed.", { required: true }, (word) =>
    word.includes("reject") ? "It is rejected already." : undefined,
  ),
  decide(
    "revoke",
    "Revoke the decision",
    "Takes an approval or a rejection back.",
    { required: true },
    (word) => (word.includes("revok") ? "It is revoked already." : undefined),
  ),
  {
    id: "unrelease",
    label: "Take the release back",
    on: "item",
    bulk: true,
    risk: "undoable",
    about: "Marks as not released; files and reports stay.",
    blocked: (target) => (isReleased(target) === false ? "It is not released." : undefined),
    run: async (call, { place }) => (await later()).unrelease(call, place),
    touches,
  },
  {
    id: "rescan",
    label: "Analyse again",
    on: "item",
    bulk: true,
    risk: "none",
    about: "With the current engine and policies; newer report formats need that.",
    blocked: analysing,
    run: async (call, { place }) => (await later()).rescan(call, place),
    touches,
  },
  {
    id: "safe",
    label: "Get RL-SAFE archive",
    on: "item",
    risk: "none",
    about: "The whole report as one archive for the SAFE viewer, by a link that expires.",
    inputs: () => [artifact("Of which artifact")],
    blocked: analysing,
    run: async (...asked) => (await later()).safeArchive(...asked),
    touches: [],
  },
  bring(
    "url",
    "Import by URL",
    "The Portal fetches the file by itself and analyses it.",
    needed("url", "Address of the file", "", "url"),
  ),
  bring(
    "purl",
    "Import by package URL",
    "The Portal fetches it from a public registry and analyses it.",
    needed("purl", "Package URL", "", "text", { example: "pkg:npm/left-pad@1.3.0" }),
  ),
  {
    id: "delete-repro",
    label: "Delete reproducible build",
    on: "item",
    risk: "destructive",
    spares: true,
    about: "Its file and its reports go for good; the version itself stays.",
    keeps: { variant: "repro" },
    toll: async (call, { place }) => (await later()).tollOfRepro(call, place),
    run: async (call, { place }) => (await later()).removeRepro(call, place),
    touches,
  },
  {
    id: "delete",
    label: "Delete",
    on: "item",
    bulk: true,
    risk: "destructive",
    about: "Files and reports go for good.",
    keeps: true,
    toll: async (call, { place }) => (await later()).tollOfRepro(call, place),
    confirm: (targets) => {
      const [first] = targets
      if (!first) return undefined
      if (targets.length > 1) return first.place.find((step) => step.in === "packages")?.id
      return isReleased(first) === false ? undefined : lastId(first)
    },
    run: async (call, { place }) => (await later()).remove(call, place),
    touches,
  },
]
