import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"
import { upgrades } from "./upgrades.ts"

export const astra: Provider = {
  id: "astra",
  name: providerNames.astra,
  root: "packages",
  resources: { packages, upgrades },
  packages: { resource: "packages" },
}
