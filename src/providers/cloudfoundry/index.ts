import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"
import { settings } from "./settings.ts"

/** Cloud Foundry's v3 API, from its experimental shape of 2015 to today's. */
export const cloudfoundry: Provider = {
  id: settings.id,
  name: settings.name,
  root: "packages",
  resources: { packages },
  packages: { resource: "packages" },
}
