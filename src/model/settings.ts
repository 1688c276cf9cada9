import type { Input, Values } from "./input.ts"
import type { ProviderSettings } from "./provider.ts"

/** Asked of every connection, whatever its provider. */
export const commonInputs: readonly Input[] = [
  {
    id: "ca",
    label: "Certificate authority",
    kind: "long",
    hint: "PEM. Only where the provider's certificate is signed by an authority of your own.",
  },
]

/** Every input of a provider's connection form, in order. */
export const inputsOf = (provider: Pick<ProviderSettings, "inputs">): readonly Input[] => [
  ...provider.inputs,
  ...commonInputs,
]

/** Whether an input is asked at all, given the values of the others. */
export const applies = (input: Input, inputs: readonly Input[], values: Values): boolean => {
  if (!input.when) return true
  const other = inputs.find((candidate) => candidate.id === input.when?.input)
  return input.when.is.includes(values[input.when.input] ?? other?.initial ?? "")
}
