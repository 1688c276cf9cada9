import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { contents } from "./contents.ts"
import { packages } from "./packages.ts"

export const vrealize: Provider = {
  id: "vrealize",
  name: providerNames.vrealize,
  root: "packages",
  beside: ["contents"],
  resources: { packages, contents },
  packages: { resource: "packages" },
}
