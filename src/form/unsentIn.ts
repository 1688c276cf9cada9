import type { Unsent } from "../data/unsent.ts"
import type { Input, Values } from "../model/input.ts"

/**
 * What was changed in a form, without secrets; undefined where nothing was. What was left as it was may
 * well be something else by the time that the form is back.
 */
export const unsentIn = (
  inputs: readonly Input[],
  values: Values,
  settled: Values,
): Unsent | undefined => {
  const changed = inputs.filter(({ id }) => values[id] !== settled[id])
  if (changed.length === 0) return undefined
  const plain = changed.filter(({ kind }) => kind !== "secret")
  return {
    values: Object.fromEntries(plain.map(({ id }) => [id, values[id] ?? ""])),
    ...(plain.length < changed.length ? { secrets: true } : {}),
  }
}
