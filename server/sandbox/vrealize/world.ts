import * as v from "valibot"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"

/**
 * What a world can have different here, set with `writeOptions(world, "vrealize", ...)` or through
 * the control API. `deletedContent`: content that the oldest package with any refers to has been
 * deleted, so that every list of packages fails with 85552 until that package is gone.
 * `olderResults`: imports and dry runs answer in the shape of 7.3 and before. `deleteAnswers`: the
 * status of a good delete; both are in use.
 */
const Options = v.object({
  deletedContent: v.optional(v.boolean(), false),
  olderResults: v.optional(v.boolean(), false),
  deleteAnswers: v.optional(v.picklist([200, 204]), 204),
})

export const options = (world: World): v.InferOutput<typeof Options> =>
  readOptions(world, "vrealize", Options)

/** The content whose absence breaks the list; undefined while nothing is broken. */
export const missingContent = (world: World): string | undefined => {
  if (!options(world).deletedContent) return undefined
  const found = world.db
    .prepare(
      `select item ->> '$.contents[0]' as content from vrealize_packages
       where json_array_length(item, '$.contents') > 0 order by seq limit 1`,
    )
    .get()?.["content"]
  return typeof found === "string" ? found : undefined
}
