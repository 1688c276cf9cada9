import type { Provider } from "../../model/provider.ts"
import { packages } from "./packages.ts"
import { settings } from "./settings.ts"

export const astra: Provider = {
  id: settings.id,
  name: settings.name,
  root: "packages",
  resources: { packages },
  packages: { resource: "packages" },
}
