import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"

/** Cloud Foundry's v3 API, from its experimental shape of 2015 to today's. */
export const cloudfoundry: Provider = {
  id: "cloudfoundry",
  name: providerNames.cloudfoundry,
  root: "packages",
  resources: { packages },
  packages: { resource: "packages" },
}
