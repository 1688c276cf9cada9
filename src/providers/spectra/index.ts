import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { emptyQuery } from "../../model/query.ts"
import { groups } from "./groups.ts"
import { packages } from "./packages.ts"
import { projects } from "./projects.ts"
import { versions } from "./versions.ts"

/** ReversingLabs Spectra Assure: a group holds projects, they hold packages, and those versions. */
export const spectra: Provider = {
  id: "spectra",
  name: providerNames.spectra,
  root: "projects",
  beside: ["groups"],
  resources: { projects, packages, versions, groups },
  packages: {
    resource: "packages",
    places: async (call) => {
      const { rows } = await projects.list(call, [], emptyQuery)
      return rows.map((row) => [{ in: "projects", id: row.id }])
    },
  },
}
