import { isAbort } from "../lib/aborted.ts"
import { useState } from "react"
import { useForm, useWatch } from "react-hook-form"
import type { Control, FieldErrors, Resolver } from "react-hook-form"
import type { Connection } from "../model/connection.ts"
import { useKeepUnsent, useUnsent } from "../data/useUnsent.ts"
import type { Unsent } from "../data/unsent.ts"
import { ProviderError } from "../model/error.ts"
import type { Input, Values } from "../model/input.ts"
import { announce } from "../ui/announce.ts"
import { unsentIn } from "./unsentIn.ts"
import { useAfterPress } from "./useAfterPress.ts"
import { askedInputs, problemsOf, startValues, tidy } from "./values.ts"
import type { FormValues, Rules } from "./values.ts"

/** An input that wants a look; `turn` grows, so that the same one can be pointed at again. */
export type Attention = { readonly id: string; readonly turn: number }

export type InputForm = {
  readonly control: Control<FormValues>
  readonly inputs: readonly Input[]
  /** Whom to ask for what an input offers. */
  readonly connection: Connection | undefined
  /** Ids of the secrets that the server has. */
  readonly saved: readonly string[]
  readonly values: FormValues
  readonly dirty: boolean
  /** What went wrong with sending as a whole; what is wrong with an input stands below that input. */
  readonly problem: unknown
  readonly attention: Attention | undefined
  readonly focus: (id: string) => void
  /** Checks an input that was left, if something was typed into it. */
  readonly left: (input: Input) => void
  /** Checks everything; sends it, or leads to the first input that is wrong. Keeps what was typed. */
  readonly submit: (send: (values: FormValues) => Promise<void>) => Promise<void>
  /** Fills in for the person: an answer to something that was found. */
  readonly set: (values: Values) => void
  /** Makes these values the ones to which "changed" is compared. */
  readonly settle: (values: FormValues) => void
}

const errorsOf = (problems: Readonly<Record<string, string>>): FieldErrors<FormValues> =>
  Object.fromEntries(
    Object.entries(problems).map(([id, message]) => [id, { type: "check", message }]),
  )

/** A form over inputs: its values, its checks, and what the server finds wrong, by input. */
export const useInputForm = ({
  inputs,
  given,
  typed = {},
  saved = [],
  checks = {},
  connection,
  together,
  name,
  dialog,
}: Rules & {
  readonly inputs: readonly Input[]
  /** Of inputs that offer what the provider has. */
  readonly connection?: Connection
  /** Values saved earlier; what differs from them was changed. */
  readonly given?: Values | undefined
  /** What was typed before and never sent, where the form is opened once more. */
  readonly typed?: Values | undefined
  /** What is wrong with the values together, by input id. */
  readonly together?: ((values: Values) => Readonly<Record<string, string>>) | undefined
  /** By which it finds again what was typed when the session ended. Without one that is lost. */
  readonly name?: string | undefined
  readonly dialog?: Unsent["dialog"] | undefined
}): InputForm => {
  const unsent = useUnsent(name)
  const [settled, setSettled] = useState(() => startValues(inputs, given))
  const resolver: Resolver<FormValues> = (values) => {
    const asked = new Set(askedInputs(inputs, values).map(({ id }) => id))
    const problems = {
      ...Object.fromEntries(
        Object.entries(together?.(values) ?? {}).filter(([id]) => asked.has(id)),
      ),
      ...problemsOf(inputs, values, { saved, checks }),
    }
    return Object.keys(problems).length === 0
      ? { values, errors: {} }
      : { values: {}, errors: errorsOf(problems) }
  }
  const form = useForm<FormValues>({
    defaultValues: { ...settled, ...typed, ...unsent?.values },
    resolver,
    // The first input on screen, which is not always the first that was registered.
    shouldFocusError: false,
  })
  const watched = useWatch({ control: form.control })
  const values: FormValues = Object.fromEntries(
    inputs.map((input) => [input.id, watched[input.id] ?? ""]),
  )
  const left = unsentIn(inputs, values, settled)
  useKeepUnsent(name, left && { ...left, ...(dialog ? { dialog } : {}) })
  const [problem, setProblem] = useState<unknown>()
  const [attention, setAttention] = useState<Attention>()

  const afterPress = useAfterPress()

  const pointAtFirst = (wrong: Readonly<Record<string, unknown>>): void => {
    const asked = askedInputs(inputs, form.getValues()).filter((input) => input.id in wrong)
    const [first] = asked
    if (!first) return
    announce(asked.length === 1 ? "One input needs a look" : `${asked.length} inputs need a look`)
    setAttention((last) => ({ id: first.id, turn: (last?.turn ?? 0) + 1 }))
  }

  const refuse = (error: unknown): void => {
    if (isAbort(error)) return
    if (!(error instanceof ProviderError)) {
      setProblem(error)
      return
    }
    const fields = Object.entries(error.problem.fields ?? {})
    const ours = ([id]: readonly [string, string]): boolean =>
      askedInputs(inputs, form.getValues()).some((input) => input.id === id)
    const placed = fields.filter(ours)
    for (const [id, message] of placed) form.setError(id, { type: "server", message })
    pointAtFirst(Object.fromEntries(placed))
    // All of it is said below the inputs, where it can be mended.
    // A wrong access token is such an input, too.
    const wrong = error.trouble === "invalid" || error.trouble === "signed-out"
    if (wrong && fields.length > 0 && placed.length === fields.length) return
    const elsewhere = Object.fromEntries(fields.filter((field) => !ours(field)))
    setProblem(new ProviderError({ ...error.problem, fields: elsewhere }, error))
  }

  return {
    control: form.control,
    inputs,
    connection,
    saved,
    values,
    dirty: left !== undefined,
    problem,
    attention,
    focus: (id) => form.setFocus(id),
    left: (input) =>
      afterPress(() => {
        const value = form.getValues(input.id)
        if (value.trim() === "") return
        const mended = tidy(input, value)
        if (mended !== value) form.setValue(input.id, mended, { shouldDirty: true })
        void form.trigger(input.id)
      }),
    submit: async (send) => {
      setProblem(undefined)
      await form.handleSubmit(
        async (valid) => {
          try {
            await send(valid)
          } catch (error) {
            refuse(error)
          }
        },
        (errors) => {
          pointAtFirst(errors)
        },
      )()
    },
    set: (next) => {
      for (const [id, value] of Object.entries(next))
        form.setValue(id, value, { shouldDirty: true, shouldValidate: true })
    },
    settle: (next) => {
      setSettled(next)
      form.reset(next)
    },
  }
}
