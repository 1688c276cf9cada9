import * as v from "valibot"

const text = v.nullish(v.string())
const texts = v.nullish(v.array(v.string()))

/** What few lists show and every item does: contents.ts reads it, and is loaded when it is needed. */
const inContents = v.optional(v.unknown())

/** Everything but the id may be missing: a list sends the fields asked for alone. */
export const entries = {
  type: text,
  version: text,
  id: v.string(),
  packageName: text,
  packageVersion: text,
  packageType: text,
  bundleName: texts,
  severityLevel: text,
  packageState: text,
  packageStateTransitions: inContents,
  packageStateDetails: inContents,
  images: inContents,
  artifacts: inContents,
  files: inContents,
  upgradableVersions: v.nullish(v.looseObject({ minVersion: text, maxVersion: text })),
  dependencies: inContents,
  metadata: v.nullish(
    v.looseObject({
      labels: v.nullish(v.array(v.looseObject({ name: v.string(), value: text }))),
      creationTimestamp: text,
      modificationTimestamp: text,
      createdBy: text,
      modifiedBy: text,
    }),
  ),
}

export const AstraItem = v.looseObject(entries)
export type AstraItem = v.InferOutput<typeof AstraItem>

/** The top-level names of a package, in the order in which the API documents them. */
export const topLevel: readonly string[] = Object.keys(entries)

/** Whether some of these names are read in contents.ts alone. */
export const needContents = (names: readonly string[]): boolean =>
  Object.entries(entries).some(([name, entry]) => entry === inContents && names.includes(name))

/** How an item is read: its own members, or those of a whole package too. */
type Item = v.GenericSchema<Record<string, unknown>, AstraItem>

/** With `include` an item is its values alone, in the order asked for. */
const positional = (include: readonly string[], item: Item) =>
  v.pipe(
    v.array(v.unknown()),
    v.length(include.length, `Expected ${include.length} values, one for each name in include`),
    v.transform((values) => Object.fromEntries(include.map((name, at) => [name, values[at]]))),
    item,
  )

const metadata = v.looseObject({
  /** How many items were sent, or how many there are: accounts differ, so nothing is made of it. */
  count: v.nullish(v.number()),
  continue: v.nullish(v.string()),
})

/** One item of an answer to `include`: an array as documented, or the object that it was before. */
const either = (include: readonly string[], item: Item): v.GenericSchema<unknown, AstraItem> => {
  const values = positional(include, item)
  return v.lazy((given) => (Array.isArray(given) ? values : item))
}

/** A list, asked for with these names in `include`, or for whole packages where that is undefined. */
export const listOf = (
  include: readonly string[] | undefined,
  item: Item,
): v.GenericSchema<unknown, AstraList> =>
  v.looseObject({ items: v.array(include ? either(include, item) : item), metadata })

export type AstraList = {
  readonly items: readonly AstraItem[]
  readonly metadata: v.InferOutput<typeof metadata>
}
