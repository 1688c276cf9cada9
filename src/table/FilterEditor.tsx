import { useId, useState } from "react"
import type { Field } from "../model/field.ts"
import { toneOf } from "../model/field.ts"
import { exactly, filterStyle, parseRange } from "../model/filter.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Select } from "../ui/Select.tsx"
import { StatusShape } from "../ui/StatusBadge.tsx"
import { TextInput } from "../ui/TextInput.tsx"

type Edit = {
  readonly field: Field
  readonly values: readonly string[]
  readonly onChange: (values: readonly string[]) => void
  readonly onDone: () => void
}

const Choices = ({ field, values, onChange }: Edit) => {
  const known = field.kind === "flag" ? ["true", "false"] : (field.options ?? [])
  const words = [...known, ...values.filter((value) => !known.includes(value))]
  const [free, setFree] = useState("")
  const toggle = (word: string): void =>
    onChange(values.includes(word) ? values.filter((one) => one !== word) : [...values, word])
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-xs text-muted">Any of</legend>
      {words.map((word) => (
        <span key={word} className="flex items-center justify-between gap-4">
          <Checkbox
            checked={values.includes(word)}
            label={field.kind === "flag" ? (word === "true" ? "Yes" : "No") : word}
            onChange={() => toggle(word)}
          />
          {field.kind === "status" && <StatusShape tone={toneOf(field, word)} />}
        </span>
      ))}
      {field.kind !== "flag" && (
        <form
          className="mt-1 flex gap-1"
          onSubmit={(event) => {
            event.preventDefault()
            if (free.trim() !== "" && !values.includes(free.trim()))
              onChange([...values, free.trim()])
            setFree("")
          }}
        >
          <TextInput
            aria-label="Another word"
            placeholder="Another word"
            value={free}
            onChange={(event) => setFree(event.target.value)}
          />
          <Button type="submit" size="md">
            Add
          </Button>
        </form>
      )}
    </fieldset>
  )
}

const examples = {
  bytes: ["10 MB", "1.5 GiB"],
  date: ["2026-01-31", "2026-12-31"],
  duration: ["60", "3600"],
  number: ["1", "100"],
} as const

/** The two ends of a range as they are typed; "more than x" begins at x here. */
const endsOf = (value: string): readonly [string, string] => {
  const [, sign, end] = /^([<>])=?(.+)$/.exec(value) ?? []
  if (end !== undefined) return sign === ">" ? [end, ""] : ["", end]
  const [low = "", high = ""] = value.split("..")
  return [low, high]
}

const Range = ({ field, values, onChange, onDone }: Edit) => {
  const [low, high] = endsOf(values[0] ?? "")
  const [from, setFrom] = useState(low)
  const [to, setTo] = useState(high)
  const [tried, setTried] = useState(false)
  const hint = useId()
  const kind = field.kind
  const [first, second] =
    kind === "bytes" || kind === "date" || kind === "duration" || kind === "number"
      ? examples[kind]
      : examples.number
  const text = `${from.trim()}..${to.trim()}`
  const empty = from.trim() === "" && to.trim() === ""
  const range = empty ? undefined : parseRange(kind, text)
  const wrong = !empty && !range
  const turned = wrong && [`${from}..`, `..${to}`].every((end) => parseRange(kind, end))
  const unit = kind === "duration" ? " in seconds" : ""
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (wrong) return
        onChange(empty ? [] : [text])
        onDone()
      }}
    >
      <div className="grid grid-cols-2 gap-2">
        <TextInput
          aria-label={`${field.label} from${unit}`}
          aria-describedby={hint}
          placeholder={`from ${first}`}
          invalid={tried && wrong}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextInput
          aria-label={`${field.label} to${unit}`}
          aria-describedby={hint}
          placeholder={`to ${second}`}
          invalid={tried && wrong}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <p id={hint} role={tried && wrong ? "alert" : undefined} className="text-xs text-muted">
        {tried && wrong
          ? turned
            ? "The first must not be greater than the second."
            : `Write it as ${first}; leave one side empty for an open end.`
          : `Both ends included${unit}; one side may stay empty${kind === "date" ? ". Days are UTC" : ""}.`}
      </p>
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  )
}

const Part = ({ field, values, onChange, onDone }: Edit) => {
  const given = values[0] ?? ""
  const whole = exactly(given)
  const [how, setHow] = useState<"part" | "whole">(
    whole !== undefined || field.remoteOnly || field.kind === "id" ? "whole" : "part",
  )
  const [text, setText] = useState(whole ?? given)
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        const word = text.trim()
        onChange(word === "" ? [] : [how === "whole" ? `=${word}` : word])
        onDone()
      }}
    >
      {!field.remoteOnly && (
        <Select
          label={`How ${field.label} is compared`}
          hideLabel
          value={how}
          options={[
            { value: "part", label: "contains" },
            { value: "whole", label: "is exactly" },
          ]}
          onChange={setHow}
        />
      )}
      <TextInput
        aria-label={field.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {field.hint !== undefined && <p className="text-xs text-muted">{field.hint}</p>}
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  )
}

const editors = { choice: Choices, range: Range, part: Part } as const

/** Edits the filter of one field; its kind decides how. */
export const FilterEditor = (edit: Edit) => {
  const Editor = editors[filterStyle[edit.field.kind]]
  return (
    <div className="w-64">
      <Editor {...edit} />
    </div>
  )
}
