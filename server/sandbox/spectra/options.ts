import * as v from "valibot"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"

const gib = 2 ** 30
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What `PUT /_sandbox/worlds/<id>/options/spectra` may set. The limits of requests are the Portal's. */
const Options = v.object({
  perMinute: v.optional(count, 300),
  perDay: v.optional(count, 86_400),
  scansPerMinute: v.optional(count, 30),
  reportsPerMinute: v.optional(count, 30),
  downloadsPerMinute: v.optional(count, 10),
  /** Versions that a package holds; how many it is in the Portal is not published. */
  mostVersions: v.optional(count, 20),
  /** How long an analysis takes at least, in ms of the world's clock; 0: as long as it takes. */
  analysisMs: v.optional(count, 2000),
  /** Bytes that may still be analysed, and downloaded, before 402: counted from the world's beginning. */
  analysisCapacity: v.optional(count, 64 * gib),
  downloadCapacity: v.optional(count, 64 * gib),
  /** False: a Portal that has only the calls of the API's first reference, and 404 for the later ones. */
  later: v.optional(v.boolean(), true),
  /** When the personal access tokens expire; absent: never. */
  tokensEnd: v.optional(v.pipe(v.string(), v.isoTimestamp())),
})

/** How this world's Portal is set up. */
export const optionsOf = (world: World): v.InferOutput<typeof Options> =>
  readOptions(world, "spectra", Options)
