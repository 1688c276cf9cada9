import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"

export const astra: Provider = {
  id: "astra",
  name: providerNames.astra,
  root: "packages",
  resources: { packages },
  packages: { resource: "packages" },
}
