import type { SandboxApi } from "./api.ts"
import { astra } from "./astra/index.ts"
import { cloudfoundry } from "./cloudfoundry/index.ts"
import { cylance } from "./cylance/index.ts"
import { spectra } from "./spectra/index.ts"
import { vrealize } from "./vrealize/index.ts"

/** The APIs that the sandbox speaks, in the order in which they share the packages. */
export const sandboxApis: readonly SandboxApi[] = [spectra, cloudfoundry, vrealize, cylance, astra]
