import type { Action, Target } from "../../model/action.ts"
import { filled, input, needed } from "./inputs.ts"
import { later } from "./load.ts"
import { namesProblems } from "./names.ts"
import { reports } from "./reports.ts"

const description = input("description", "Description", "text")

const tooLong = ({ description = "" }: Readonly<Record<string, string>>) =>
  description.length > 500 ? { description: "At most 500 characters." } : {}

const nameOf = (targets: readonly Target[]): string => targets[0]?.place.at(-1)?.id ?? ""

/** The same three for projects and packages: the API treats them alike. */
const actionsOf = (
  id: "project" | "package",
  touches: readonly string[],
  more: { readonly made: string; readonly renamed: string },
): readonly Action[] => [
  {
    id: `create-${id}`,
    label: `Create ${id}`,
    on: "list",
    risk: "none",
    about: more.made,
    inputs: () => [needed("name", "Name"), description],
    check: (values) => ({ ...namesProblems(values, ["name"]), ...tooLong(values) }),
    run: async (...asked) => (await later()).create(...asked),
    touches,
  },
  {
    id: "edit",
    label: "Edit",
    on: "item",
    risk: "undoable",
    changes: true,
    about: more.renamed,
    inputs: (targets) => [
      { ...needed("name", "Name"), ...filled(input("name", "Name"), targets), required: true },
      filled(description, targets),
    ],
    check: (values) => ({ ...namesProblems(values, ["name"]), ...tooLong(values) }),
    run: async (...asked) => (await later()).editNamed(...asked),
    touches,
  },
  {
    id: "delete",
    label: "Delete",
    on: "item",
    bulk: true,
    risk: "destructive",
    about: "Everything inside goes as well, reports included, for good.",
    keeps: { below: reports },
    toll: async (call, { place }) => (await later()).tollBelow(call, place),
    confirm: (targets) =>
      targets.length > 1 ? `delete ${targets.length} ${id}s` : nameOf(targets),
    run: async (call, { place }) => (await later()).remove(call, place),
    touches,
  },
]

export const projectActions = actionsOf("project", ["projects", "packages", "versions"], {
  made: "A project holds packages of one product or team.",
  renamed: "A new name changes the addresses of everything in the project, reports included.",
})

export const packageActions = actionsOf("package", ["packages", "versions"], {
  made: "A package holds the versions of one piece of software.",
  renamed: "A new name changes the addresses of its versions and their reports.",
})
