import { useId } from "react"
import { useController } from "react-hook-form"
import type { ControllerRenderProps } from "react-hook-form"
import type { Input } from "../model/input.ts"
import { Checkbox } from "../ui/Checkbox.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { ChoiceField } from "./ChoiceField.tsx"
import { Field, fieldIds } from "./Field.tsx"
import { LongField } from "./LongField.tsx"
import { SecretField } from "./SecretField.tsx"
import { SeveralField } from "./SeveralField.tsx"
import type { InputForm } from "./useInputForm.ts"
import { noteOf } from "./values.ts"
import type { FormValues } from "./values.ts"

/** What every kind of control gets. */
export type ControlProps = {
  readonly id: string
  readonly input: Input
  readonly field: ControllerRenderProps<FormValues, string>
  /** Leaving the control: mends and checks what was typed. */
  readonly onBlur: () => void
  readonly problem: string | undefined
  readonly note: string | undefined
  readonly "aria-describedby": string | undefined
  /** What a text may well be; offered while someone types. */
  readonly offers?: readonly string[] | undefined
}

const inputTypes = {
  text: "text",
  url: "url",
  number: "text",
  date: "date",
  time: "datetime-local",
} as const
const inputModes = {
  text: undefined,
  url: "url",
  number: "decimal",
  date: undefined,
  time: undefined,
} as const

const none: readonly string[] = []

const LineField = ({
  id,
  input,
  kind,
  field,
  onBlur,
  problem,
  note,
  "aria-describedby": describedBy,
  offers = none,
}: ControlProps & { readonly kind: keyof typeof inputTypes }) => (
  <Field id={id} input={input} problem={problem} note={note}>
    <TextInput
      {...field}
      {...(offers.length > 0 ? { list: `${id}-offers` } : {})}
      id={fieldIds(id).control}
      // A browser's own check would speak a second time, in other words: the form has noValidate.
      type={inputTypes[kind]}
      inputMode={inputModes[kind]}
      placeholder={input.mixed ? "different values" : input.example}
      invalid={problem !== undefined}
      aria-required={input.required}
      aria-describedby={describedBy}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onBlur={onBlur}
    />
    {offers.length > 0 && (
      <datalist id={`${id}-offers`}>
        {offers.map((offer) => (
          <option key={offer}>{offer}</option>
        ))}
      </datalist>
    )}
  </Field>
)

const FlagField = ({ id, input, field, onBlur, problem, note }: ControlProps) => (
  <Field id={id} input={{ ...input, required: true }} problem={problem} note={note} named>
    <span onBlur={onBlur}>
      <Checkbox
        label={input.label}
        checked={field.value === "true"}
        onChange={(checked) => field.onChange(checked ? "true" : "false")}
      />
    </span>
  </Field>
)

/** One input of a form, drawn by its kind. */
export const InputField = ({
  form,
  input,
  offers,
}: {
  readonly form: InputForm
  readonly input: Input
  readonly offers?: readonly string[] | undefined
}) => {
  const id = useId()
  const { field, fieldState } = useController({ name: input.id, control: form.control })
  const problem = fieldState.error?.message
  const note = noteOf(input, field.value)
  const ids = fieldIds(id)
  const describedBy = [
    problem !== undefined && ids.problem,
    note !== undefined && problem === undefined && ids.note,
    input.hint !== undefined && ids.hint,
  ]
    .filter(Boolean)
    .join(" ")
  const props: ControlProps = {
    id,
    input,
    field,
    problem,
    note,
    offers: offers ?? input.options?.map(({ value }) => value),
    "aria-describedby": describedBy === "" ? undefined : describedBy,
    onBlur: () => {
      field.onBlur()
      form.left(input)
    },
  }
  switch (input.kind) {
    case "text":
    case "url":
    case "number":
    case "date":
    case "time":
      return <LineField {...props} kind={input.kind} />
    case "secret":
      return <SecretField {...props} saved={form.saved.includes(input.id)} />
    case "choice":
      return <ChoiceField {...props} />
    case "flag":
      return <FlagField {...props} />
    case "several":
      return form.connection && <SeveralField {...props} connection={form.connection} />
    case "long":
    case "file":
      return <LongField {...props} />
  }
}
