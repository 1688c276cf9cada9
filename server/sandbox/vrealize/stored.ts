import * as v from "valibot"
import type { World } from "../api.ts"

/** A piece of content as a package refers to it. */
export const Stored = v.looseObject({
  id: v.string(),
  contentId: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  contentTypeId: v.string(),
  dependencies: v.array(v.string()),
})
export type Stored = v.InferOutput<typeof Stored>

/** Reads contents by their ids; those that are gone are left out. */
export const storedContents = (world: World, ids: readonly string[]): readonly Stored[] => {
  const get = world.db.prepare(`select item from vrealize_contents where "id" = ?`)
  return ids.flatMap((id) => {
    const row = get.get(id)
    return row ? [v.parse(Stored, JSON.parse(String(row["item"])))] : []
  })
}

/** What is kept of a content beside its JSON. */
export const kept = (world: World, id: string) =>
  world.db.prepare(`select draft, secure, definition from vrealize_contents where "id" = ?`).get(id)

/** Only an author sees a draft; it is not in the content's own JSON, but in its definition. */
export const isDraft = (world: World, id: string): boolean => kept(world, id)?.["draft"] === 1
