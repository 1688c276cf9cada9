import type { SandboxApi } from "./api.ts"
import { cloudfoundry } from "./cloudfoundry/index.ts"
import { spectra } from "./spectra/index.ts"

/** The APIs that the sandbox speaks, in the order in which they share the packages. */
export const sandboxApis: readonly SandboxApi[] = [spectra, cloudfoundry]
