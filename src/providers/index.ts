import type { Provider, ProviderId } from "../model/provider.ts"

/** Every provider, loaded when the first connection of its kind is opened. */
export const providers: Readonly<Record<ProviderId, () => Promise<Provider>>> = {
  spectra: async () => (await import("./spectra/index.ts")).spectra,
  cloudfoundry: async () => (await import("./cloudfoundry/index.ts")).cloudfoundry,
  vrealize: async () => (await import("./vrealize/index.ts")).vrealize,
  cylance: async () => (await import("./cylance/index.ts")).cylance,
  astra: async () => (await import("./astra/index.ts")).astra,
}
