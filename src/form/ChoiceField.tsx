import { ChevronDown } from "lucide-react"
import { cx } from "../ui/cx.ts"
import { Field, fieldIds } from "./Field.tsx"
import type { ControlProps } from "./InputField.tsx"
import { Segments } from "./Segments.tsx"

type Option = { readonly value: string; readonly label: string }

/** Few options stand side by side, so that nobody has to open something to see them. */
const fewOptions = 3

const List = ({
  id,
  input,
  field,
  onBlur,
  problem,
  options,
  "aria-describedby": describedBy,
}: ControlProps & { readonly options: readonly Option[] }) => (
  <span className="relative flex">
    <select
      {...field}
      id={fieldIds(id).control}
      onBlur={onBlur}
      aria-required={input.required}
      aria-invalid={problem !== undefined || undefined}
      aria-describedby={describedBy}
      className={cx(
        "h-8 w-full appearance-none rounded-md border bg-surface pr-8 pl-2.5 text-base text-strong transition-colors focus-visible:outline-offset-0 max-sm:text-lg",
        problem === undefined ? "border-control" : "border-tone-fail",
      )}
    >
      {field.value === "" && <option value="">Choose…</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} className="bg-overlay text-strong">
          {option.label}
        </option>
      ))}
    </select>
    <ChevronDown
      aria-hidden
      size={14}
      className="pointer-events-none absolute inset-y-0 right-2.5 my-auto text-faint"
    />
  </span>
)

/** One of a few, side by side; one of many, in a list. */
export const ChoiceField = (props: ControlProps) => {
  const options = props.input.options ?? []
  const few = options.length <= fewOptions
  return (
    <Field id={props.id} input={props.input} problem={props.problem} note={props.note} group={few}>
      {few ? (
        <Segments
          name={props.id}
          value={props.field.value}
          options={options}
          onChange={props.field.onChange}
          onBlur={props.onBlur}
          focusRef={props.field.ref}
          invalid={props.problem !== undefined}
          required={props.input.required}
          labelledBy={fieldIds(props.id).label}
          describedBy={props["aria-describedby"]}
        />
      ) : (
        <List {...props} options={options} />
      )}
    </Field>
  )
}
