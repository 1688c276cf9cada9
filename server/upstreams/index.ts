import type { ProviderId } from "../../src/model/provider.ts"
import { astra } from "./astra.ts"
import { cloudfoundry } from "./cloudfoundry.ts"
import { cylance } from "./cylance.ts"
import { spectra } from "./spectra.ts"
import type { Upstream } from "./upstream.ts"
import { vrealize } from "./vrealize.ts"

/** What the gateway knows of every provider. */
export const upstreams: Readonly<Record<ProviderId, Upstream>> = {
  spectra,
  cloudfoundry,
  vrealize,
  cylance,
  astra,
}
