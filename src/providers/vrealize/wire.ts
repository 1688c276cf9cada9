import * as v from "valibot"

const text = v.nullish(v.string())

/**
 * A package as the content management service of vRealize Automation 7 sends it. Documentation and
 * live systems disagree on how `subtenantId` is spelt, so both are read.
 */
export const VraPackage = v.looseObject({
  "@type": text,
  id: v.string(),
  name: v.string(),
  description: text,
  contents: v.nullish(v.array(v.string())),
  tenantId: text,
  subtenantId: text,
  subTenantId: text,
  createdDate: text,
  lastUpdated: text,
  version: v.nullish(v.number()),
})
export type VraPackage = v.InferOutput<typeof VraPackage>

/** A list of any kind of thing. `links` is empty where everything fits on one page. */
export const listOf = <Item>(item: v.GenericSchema<unknown, Item>) =>
  v.looseObject({
    links: v.nullish(v.array(v.looseObject({ rel: v.string(), href: text }))),
    content: v.array(item),
    metadata: v.looseObject({
      size: v.nullish(v.number()),
      totalElements: v.nullish(v.number()),
      totalPages: v.nullish(v.number()),
      number: v.nullish(v.number()),
      offset: v.nullish(v.number()),
    }),
  })
