import * as v from "valibot"

const text = v.nullish(v.string())
const count = v.nullish(v.number())
const texts = v.nullish(v.array(v.string()))

/** An execution, in a list and by itself; no field says whether it may be null. */
export const Wire = v.looseObject({
  id: v.string(),
  name: text,
  createdAt: text,
  createdBy: v.nullish(v.looseObject({ id: text, login: text })),
  destination: text,
  deviceCount: count,
  deviceStatuses: v.nullish(v.looseObject({ acked: count, failed: count, succeeded: count })),
  keepResultsLocally: v.nullish(v.boolean()),
  packageExecutions: v.nullish(v.array(v.looseObject({ arguments: texts, package: text }))),
  target: v.nullish(v.looseObject({ devices: texts, zones: texts })),
})
export type Execution = v.InferOutput<typeof Wire>
