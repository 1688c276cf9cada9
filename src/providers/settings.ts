import type { ProviderId, ProviderSettings } from "../model/provider.ts"
import { settings as astra } from "./astra/settings.ts"
import { settings as cloudfoundry } from "./cloudfoundry/settings.ts"
import { settings as cylance } from "./cylance/settings.ts"
import { settings as spectra } from "./spectra/settings.ts"
import { settings as vrealize } from "./vrealize/settings.ts"

/** What every provider is called and asks of a connection; known to the browser and to the server. */
export const providerSettings: Readonly<Record<ProviderId, ProviderSettings>> = {
  spectra,
  cloudfoundry,
  vrealize,
  cylance,
  astra,
}
