import * as v from "valibot"

/**
 * What a world may switch on with `PUT /_sandbox/worlds/<id>/options/cloudfoundry`.
 * `rateLimit`: so many calls per user in so many minutes. `maxResults`: the operator's cap on
 * page * per_page. `suspended`: organizations, by name. `noUploads`: the feature flag app_bits_upload
 * is off. `failDeletes`: jobs that delete end as FAILED. `directDownloads`: bits come from the API
 * itself, without a redirect. `noMatching`: the feature flag resource_matching is off, so that nothing is
 * said to be here already. `largestUpload`: in bytes, as the proxy in front is set up.
 */
export const Options = v.object({
  rateLimit: v.optional(v.object({ limit: v.number(), minutes: v.optional(v.number(), 60) })),
  maxResults: v.optional(v.number()),
  suspended: v.optional(v.array(v.string()), []),
  noUploads: v.optional(v.boolean(), false),
  failDeletes: v.optional(v.boolean(), false),
  directDownloads: v.optional(v.boolean(), false),
  noMatching: v.optional(v.boolean(), false),
  largestUpload: v.optional(v.number(), 2_147_483_648),
})
export type Options = v.InferOutput<typeof Options>
