import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"

export const vrealize: Provider = {
  id: "vrealize",
  name: providerNames.vrealize,
  root: "packages",
  resources: { packages },
  packages: { resource: "packages" },
}
