import type { Input, Values } from "../model/input.ts"
import { applies } from "../model/settings.ts"

/** What a form holds: a text for every input, blank where nothing was given. */
export type FormValues = Record<string, string>

/** What a check of one input found wrong, in a sentence; undefined where it is fine. */
export type Check = (value: string) => string | undefined

/**
 * What a form starts with. `given` are values saved earlier: a text that is not among them was left
 * blank on purpose, so its suggestion does not come back.
 */
export const startValues = (inputs: readonly Input[], given?: Values): FormValues =>
  Object.fromEntries(
    inputs.map((input) => {
      const suggested = input.initial ?? (input.kind === "flag" ? "false" : "")
      const asksAlways = input.kind === "choice" || input.kind === "flag"
      return [input.id, given?.[input.id] ?? (given && !asksAlways ? "" : suggested)]
    }),
  )

/** The inputs that are asked, given what the others say. */
export const askedInputs = (inputs: readonly Input[], values: Values): readonly Input[] =>
  inputs.filter((input) => applies(input, inputs, values))

const hostLike = /^[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]+(:\d+)?([/?#]|$)/u

/** Mends what a paste brings along. Secrets stay as they are: a space may belong to a password. */
export const tidy = (input: Input, value: string): string => {
  if (input.kind === "secret") return value
  const text = value.trim()
  return input.kind === "url" && hostLike.test(text) ? `https://${text}` : text
}

const lowerFirst = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

const urlProblem: Check = (value) => {
  if (!/^https?:\/\//i.test(value)) return "Start with https://"
  if (!URL.canParse(value)) return "This is not a complete address."
  const url = new URL(value)
  if (url.username !== "" || url.password !== "")
    return "Leave user and password out of the address; they have inputs of their own."
  return undefined
}

const numberProblem: Check = (value) =>
  Number.isFinite(Number(value)) ? undefined : "Enter a number."

const dateProblem: Check = (value) =>
  /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : "Enter a date as 2026-01-31."

const timeProblem: Check = (value) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : "Enter a day and a time."

const kindProblem = (input: Input, value: string): string | undefined => {
  switch (input.kind) {
    case "url":
      return urlProblem(value)
    case "number":
      return numberProblem(value)
    case "date":
      return dateProblem(value)
    case "time":
      return timeProblem(value)
    case "choice":
      return input.options?.some((option) => option.value === value)
        ? undefined
        : "Choose one of these."
    case "flag":
      return value === "true" || value === "false" ? undefined : "Choose yes or no."
    case "text":
    case "secret":
    case "long":
    case "file":
    case "several":
      return undefined
  }
}

/** What is wrong with a value, or undefined. `saved`: the server has one, so blank means "keep it". */
export const problemOf = (
  input: Input,
  value: string,
  { saved = false, check }: { readonly saved?: boolean; readonly check?: Check | undefined } = {},
): string | undefined => {
  const text = tidy(input, value)
  if (text === "") {
    if (!input.required || saved) return undefined
    if (input.kind === "several") return "Choose at least one."
    return input.kind === "choice" ? "Choose one." : `Enter the ${lowerFirst(input.label)}.`
  }
  return kindProblem(input, text) ?? check?.(text)
}

export type Rules = {
  /** Ids of the secrets that the server has. */
  readonly saved?: readonly string[]
  /** More checks, by input id. */
  readonly checks?: Readonly<Record<string, Check>>
}

/** Everything that is wrong with the inputs that are asked, by id. */
export const problemsOf = (
  inputs: readonly Input[],
  values: Values,
  { saved = [], checks = {} }: Rules = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    askedInputs(inputs, values).flatMap((input) => {
      const problem = problemOf(input, values[input.id] ?? "", {
        saved: saved.includes(input.id),
        check: checks[input.id],
      })
      return problem === undefined ? [] : [[input.id, problem]]
    }),
  )

/** Something odd that may well be meant; said, never refused. */
export const noteOf = (input: Input, value: string): string | undefined =>
  input.kind === "secret" && value !== value.trim()
    ? "It starts or ends with a space. Is that part of it?"
    : undefined

/** The values to send, apart by who may see them: only what is asked, and nothing that is blank. */
export const sentValues = (
  inputs: readonly Input[],
  values: Values,
): { readonly plain: Values; readonly secret: Values } => {
  const filled = askedInputs(inputs, values).flatMap((input) => {
    const value = tidy(input, values[input.id] ?? "")
    return value === "" ? [] : [{ input, value }]
  })
  const pick = (secret: boolean): Values =>
    Object.fromEntries(
      filled.flatMap(({ input, value }) =>
        (input.kind === "secret") === secret ? [[input.id, value]] : [],
      ),
    )
  return { plain: pick(false), secret: pick(true) }
}
