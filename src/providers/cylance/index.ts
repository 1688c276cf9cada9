import { providerNames } from "../../model/provider.ts"
import type { Provider } from "../../model/provider.ts"
import { executions } from "./executions.ts"
import { packages } from "./packages.ts"

export const cylance: Provider = {
  id: "cylance",
  name: providerNames.cylance,
  root: "packages",
  resources: { packages, executions },
  packages: { resource: "packages" },
}
