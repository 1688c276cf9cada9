import { useMemo, useState } from "react"
import type { Census } from "../data/listState.ts"
import { useCounts } from "../data/rows/useCounts.ts"
import { fold, formatCount } from "../lib/text.ts"
import { toneOf } from "../model/field.ts"
import type { Field } from "../model/field.ts"
import { asPart } from "../model/filter.ts"
import type { Query } from "../model/query.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { cx } from "../ui/cx.ts"
import { Spinner } from "../ui/Spinner.tsx"
import { StatusShape } from "../ui/StatusShape.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { choiceKeys } from "./choiceKeys.ts"
import {
  countOffer,
  countText,
  fadedCount,
  facetValues,
  turned,
  turnedNone,
  worthOf,
} from "./facets.ts"
import type { Chosen } from "./filters.ts"
import { useChosen } from "./useChosen.ts"

const searchFrom = 9
const most = 200

/** What the counts are worth, and the way to better ones. */
export const CountNote = ({ census, many }: { readonly census: Census; readonly many: string }) => {
  const worth = worthOf(census, many)
  if (worth === undefined) return null
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line-soft pt-2 text-xs text-muted">
      <span className="flex items-center gap-2">
        {census.running && <Spinner />}
        {worth}.
      </span>
      {census.count && (
        <Button size="sm" onClick={census.count.start}>
          {countOffer(census)}
        </Button>
      )}
    </div>
  )
}

/** A word that the list may have although neither its API's documentation nor a row read so far names it. */
const AnotherWord = ({ onAdd }: { readonly onAdd: (word: string) => void }) => {
  const [word, setWord] = useState("")
  return (
    <form
      className="flex gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        if (word.trim() !== "") onAdd(word.trim())
        setWord("")
      }}
    >
      <TextInput
        aria-label="Another word"
        placeholder="Another word"
        value={word}
        onChange={(event) => setWord(event.target.value)}
      />
      <Button type="submit">Add</Button>
    </form>
  )
}

/** Every value of a field with how many rows have it, to choose some of them. */
export const FacetValues = ({
  field,
  fields,
  many,
  census,
  query,
  onChosen,
}: {
  readonly field: Field
  readonly fields: readonly Field[]
  readonly many: string
  readonly census: Census
  readonly query: Query
  readonly onChosen: (chosen: Chosen) => void
}) => {
  const [wanted, setWanted] = useState("")
  const { counts, whole, former } = useCounts(fields, census.rows, query, field.id)
  // While rows are read for another question, "at least so many" of the one before is not true.
  const told = !(former && census.running)
  const complete = census.complete && whole
  const [chosen, choose] = useChosen(query, field.id, onChosen)
  const values = useMemo(
    () => facetValues(field, counts, chosen.values, complete),
    [field, counts, chosen.values, complete],
  )
  const found = useMemo(() => {
    const folded = fold(wanted)
    return values.filter(({ label }) => fold(label).includes(folded))
  }, [values, wanted])
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- moves among the boxes within
    <div onKeyDown={choiceKeys} className="flex w-64 flex-col gap-2">
      {values.length >= searchFrom && (
        <TextInput
          type="search"
          aria-label={`Search ${field.label}`}
          placeholder={`Search ${field.label}`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <fieldset className="-mx-1 max-h-72 overflow-y-auto px-1">
        <legend className="sr-only">{field.label}: any of</legend>
        {found.slice(0, most).map((value) => {
          const none = value.count === 0
          return (
            <span
              key={value.value}
              className={cx(
                "flex min-h-7 items-center justify-between gap-3",
                none && !value.on && "opacity-60",
              )}
            >
              <Checkbox
                checked={value.on}
                label={value.label}
                className="min-w-0 flex-1"
                onChange={() => choose(turned(field, chosen, value))}
              />
              {field.kind === "status" && <StatusShape tone={toneOf(field, value.word)} />}
              <span
                className={cx("numeric w-14 text-right text-xs text-muted", former && fadedCount)}
              >
                {value.count === undefined || !told
                  ? counts && <span title="Not among those that were read">–</span>
                  : countText(value.count, complete)}
              </span>
            </span>
          )
        })}
        {(chosen.none || (counts !== undefined && counts.none > 0)) && wanted === "" && (
          <span className="flex min-h-7 items-center justify-between gap-3">
            <Checkbox
              checked={chosen.none}
              label="No value"
              className="min-w-0 flex-1"
              onChange={() => choose(turnedNone(chosen))}
            />
            <span
              className={cx("numeric w-14 text-right text-xs text-muted", former && fadedCount)}
            >
              {told && counts && countText(counts.none, complete)}
            </span>
          </span>
        )}
      </fieldset>
      {values.length === 0 && <p className="text-xs text-muted">No value was read so far.</p>}
      {values.length > 0 && found.length === 0 && (
        <p className="text-xs text-muted">No value is called that.</p>
      )}
      {found.length > most && (
        <p className="text-xs text-muted">
          {formatCount(found.length - most)} more: search for them.
        </p>
      )}
      {field.kind !== "flag" && field.kind !== "list" && !census.complete && (
        <AnotherWord
          onAdd={(typed) => {
            const word = asPart(typed)
            if (!chosen.values.includes(word))
              choose({ ...chosen, values: [...chosen.values, word] })
          }}
        />
      )}
      <CountNote census={census} many={many} />
    </div>
  )
}
