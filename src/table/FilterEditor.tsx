import { useId, useState } from "react"
import type { Field } from "../model/field.ts"
import { toneOf } from "../model/field.ts"
import { asPart, exactly, filterStyle, parseRange, parseVersions, partIn } from "../model/filter.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Select } from "../ui/Select.tsx"
import { StatusShape } from "../ui/StatusShape.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { filterLabel } from "./filterLabel.ts"
import { endsOf, leftOut, rangeOf } from "./rangeEnds.ts"

type Edit = {
  readonly field: Field
  readonly values: readonly string[]
  /** It may have no value, too. */
  readonly none: boolean
  readonly onChange: (values: readonly string[]) => void
  readonly onDone: () => void
}

const Choices = ({ field, values, none, onChange }: Edit) => {
  const known = field.kind === "flag" ? ["true", "false"] : (field.options ?? []).map(asPart)
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
            label={filterLabel(field, word)}
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
            const word = asPart(free.trim())
            if (word !== "" && !values.includes(word)) onChange([...values, word])
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
      <Others field={field} values={[]} none={none} />
    </fieldset>
  )
}

const examples = {
  bytes: ["10 MB", "1.5 GiB"],
  date: ["2026-01-31", "2026-12-31"],
  duration: ["60", "3600"],
  number: ["1", "100"],
} as const

/** What a form leaves as it is: the values beside the first one, and that there may be none. */
const Others = ({ field, values, none }: Pick<Edit, "field" | "values" | "none">) => {
  const others = values.slice(1).map((value) => filterLabel(field, value))
  const said = none ? [...others, "no value"] : others
  const [first, further] = field.every ? ["And", ", and "] : ["Or", ", or "]
  return (
    said.length > 0 && (
      <p className="text-xs text-muted">
        {first} {said.join(further)}: this stays.
      </p>
    )
  )
}

/** The values with the first one replaced, or taken out. */
const withFirst = (values: readonly string[], first: string | undefined): readonly string[] => [
  ...new Set([...(first === undefined ? [] : [first]), ...values.slice(1)]),
]

const Range = ({ field, values, none, onChange, onDone }: Edit) => {
  const given = endsOf(values[0] ?? "")
  const [from, setFrom] = useState(given.from)
  const [to, setTo] = useState(given.to)
  const [tried, setTried] = useState(false)
  const hint = useId()
  const kind = field.kind
  const [first, second] =
    kind === "bytes" || kind === "date" || kind === "duration" || kind === "number"
      ? examples[kind]
      : examples.number
  const ends = { ...given, from: from.trim(), to: to.trim() }
  const text = rangeOf(ends)
  const without = leftOut(ends)
  const empty = ends.from === "" && ends.to === ""
  const same = ends.from === given.from && ends.to === given.to
  const range = empty ? undefined : parseRange(kind, text)
  const wrong = !empty && !range
  const turned = wrong && [`${from}..`, `..${to}`].every((end) => parseRange(kind, end))
  const unit = kind === "duration" ? " in seconds" : ""
  const written = kind === "date" ? `${first}, 2026-01, 2026 or 7 days ago` : first
  const trouble = turned
    ? "The first must not be greater than the second."
    : `Write it as ${written}; leave one side empty for an open end.`
  const included =
    without === undefined || empty ? "Both ends included" : `${without} itself is not included`
  const help = `${included}${unit}; one side may stay empty${kind === "date" ? ". Days are UTC" : ""}.`
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (wrong) return
        if (!same) onChange(withFirst(values, empty ? undefined : text))
        onDone()
      }}
    >
      <div className="grid grid-cols-2 gap-2">
        {(
          [
            ["From", first, from, setFrom],
            ["To", second, to, setTo],
          ] as const
        ).map(([word, example, value, set]) => (
          <label key={word} className="flex flex-col gap-1 text-xs text-muted">
            {word}
            <TextInput
              aria-label={`${field.label} ${word.toLowerCase()}${unit}`}
              aria-describedby={hint}
              placeholder={example}
              invalid={tried && wrong}
              value={value}
              onChange={(event) => set(event.target.value)}
            />
          </label>
        ))}
      </div>
      <p id={hint} role={tried && wrong ? "alert" : undefined} className="text-xs text-muted">
        {tried && wrong ? trouble : help}
      </p>
      <Others field={field} values={values} none={none} />
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  )
}

const Part = ({ field, values, none, onChange, onDone }: Edit) => {
  const given = values[0] ?? ""
  const whole = exactly(given)
  const [asked, setHow] = useState<"part" | "whole">()
  const usual = given === "" ? field.kind === "id" : whole !== undefined
  const how = asked ?? (usual || field.remoteOnly ? "whole" : "part")
  const was = whole ?? partIn(given)
  const [text, setText] = useState(was)
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        const word = text.trim()
        const part = parseVersions(field.kind, word) ? word : asPart(word)
        const next = word === "" ? undefined : how === "whole" ? `=${word}` : part
        const same = text === was && asked === undefined
        if (!same) onChange(withFirst(values, next))
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
      {field.kind === "version" && how === "part" && (
        <p className="text-xs text-muted">Also compared: &gt;1.2, &lt;=2 or 1.2..2.</p>
      )}
      {field.hint !== undefined && <p className="text-xs text-muted">{field.hint}</p>}
      <Others field={field} values={values} none={none} />
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
