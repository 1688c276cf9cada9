import { ChevronDown } from "lucide-react"
import { cx } from "../ui/cx.ts"
import { Field, fieldIds } from "./Field.tsx"
import type { ControlProps } from "./InputField.tsx"

type Option = { readonly value: string; readonly label: string }

/** Few options stand side by side, so that nobody has to open something to see them. */
const fewOptions = 3

const Segments = ({
  id,
  input,
  field,
  onBlur,
  problem,
  options,
  "aria-describedby": describedBy,
}: ControlProps & { readonly options: readonly Option[] }) => (
  <div
    role="radiogroup"
    aria-labelledby={fieldIds(id).label}
    aria-describedby={describedBy}
    aria-required={input.required}
    aria-invalid={problem !== undefined || undefined}
    className={cx(
      "grid auto-cols-fr gap-1 rounded-lg border bg-sunken p-1 sm:grid-flow-col",
      problem === undefined ? "border-line" : "border-tone-fail",
    )}
  >
    {options.map((option, at) => {
      const chosen = field.value === option.value
      return (
        <label
          key={option.value}
          data-edge=""
          className="relative flex min-h-7 cursor-pointer items-center justify-center rounded-md border border-transparent px-2 py-1 text-center text-sm text-muted transition-colors hover:text-strong has-checked:border-line has-checked:bg-surface has-checked:font-medium has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            ref={chosen || (at === 0 && field.value === "") ? field.ref : undefined}
            name={id}
            value={option.value}
            checked={chosen}
            onChange={() => field.onChange(option.value)}
            onBlur={onBlur}
            className="absolute inset-0 cursor-pointer appearance-none rounded-md focus-visible:outline-none"
          />
          <span
            aria-hidden
            className={cx(
              "mr-2 size-3 shrink-0 rounded-full border bg-surface",
              chosen ? "border-4 border-accent" : "border-control",
            )}
          />
          {option.label}
        </label>
      )
    })}
  </div>
)

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
    <Field
      id={props.id}
      input={props.input}
      problem={props.problem}
      note={props.note}
      group={few}
    >
      {few ? <Segments {...props} options={options} /> : <List {...props} options={options} />}
    </Field>
  )
}
