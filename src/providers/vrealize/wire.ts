import * as v from "valibot"

/**
 * A package as the content management service of vRealize Automation 7 sends it. Documentation and
 * live systems disagree on how `subtenantId` is spelt, so both are read.
 */
export const VraPackage = v.looseObject({
  "@type": v.nullish(v.string()),
  id: v.string(),
  name: v.string(),
  description: v.nullish(v.string()),
  contents: v.nullish(v.array(v.string())),
  tenantId: v.nullish(v.string()),
  subtenantId: v.nullish(v.string()),
  subTenantId: v.nullish(v.string()),
  createdDate: v.nullish(v.string()),
  lastUpdated: v.nullish(v.string()),
  version: v.nullish(v.number()),
})
export type VraPackage = v.InferOutput<typeof VraPackage>

/** `links` is empty where everything fits on one page. */
export const VraList = v.looseObject({
  links: v.nullish(v.array(v.looseObject({ rel: v.string(), href: v.nullish(v.string()) }))),
  content: v.array(VraPackage),
  metadata: v.looseObject({
    size: v.nullish(v.number()),
    totalElements: v.nullish(v.number()),
    totalPages: v.nullish(v.number()),
    number: v.nullish(v.number()),
    offset: v.nullish(v.number()),
  }),
})
export type VraList = v.InferOutput<typeof VraList>
