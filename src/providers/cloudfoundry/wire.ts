import * as v from "valibot"

/** Both eras send a hash or checksum of this shape; the value is null until bits are there. */
const Hash = v.looseObject({ type: v.string(), value: v.nullish(v.string()) })

const Href = v.looseObject({ href: v.nullish(v.string()), method: v.optional(v.string()) })

/**
 * A package as any Cloud Controller since November 2015 sends it: `data.hash` became
 * `data.checksum` in March 2017, metadata came in 2018, relationships in 2019.
 */
export const CfPackage = v.looseObject({
  guid: v.string(),
  type: v.string(),
  state: v.string(),
  created_at: v.nullish(v.string()),
  updated_at: v.nullish(v.string()),
  data: v.nullish(
    v.looseObject({
      error: v.nullish(v.string()),
      checksum: v.nullish(Hash),
      hash: v.nullish(Hash),
      image: v.nullish(v.string()),
      username: v.nullish(v.string()),
      store_image: v.nullish(v.boolean()),
    }),
  ),
  relationships: v.nullish(
    v.looseObject({
      app: v.nullish(v.looseObject({ data: v.nullish(v.looseObject({ guid: v.string() })) })),
    }),
  ),
  metadata: v.nullish(
    v.looseObject({
      labels: v.nullish(v.record(v.string(), v.nullable(v.string()))),
      annotations: v.nullish(v.record(v.string(), v.nullable(v.string()))),
    }),
  ),
  links: v.nullish(v.record(v.string(), v.nullable(Href))),
})
export type CfPackage = v.InferOutput<typeof CfPackage>

/** `next` is null, or in mid-2016 `{ href: null }`, on the last page; total_pages is missing in 2015. */
export const CfList = v.looseObject({
  pagination: v.looseObject({
    total_results: v.number(),
    total_pages: v.nullish(v.number()),
    next: v.nullish(Href),
    previous: v.nullish(Href),
  }),
  resources: v.array(CfPackage),
})
export type CfList = v.InferOutput<typeof CfList>
