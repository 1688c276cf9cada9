import { Search } from "lucide-react"
import { useState } from "react"
import { useChoices } from "../data/choices.ts"
import { fold, formatCount } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import type { Offer } from "../model/input.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { cx } from "../ui/cx.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { chosenIn, withChosen } from "./chosen.ts"
import { Field, fieldIds } from "./Field.tsx"
import type { ControlProps } from "./InputField.tsx"

/** More at once is not looked through by anybody: a word finds the rest. */
const most = 60

const matches = (offer: Offer, words: readonly string[]): boolean => {
  const text = fold(`${offer.label} ${offer.detail ?? ""} ${offer.value}`)
  return words.every((word) => text.includes(word))
}

const Offers = ({
  offers,
  chosen,
  onChange,
}: {
  readonly offers: readonly Offer[]
  readonly chosen: ReadonlySet<string>
  readonly onChange: (value: string, chosen: boolean) => void
}) => (
  <ul className="max-h-56 overflow-y-auto border-t border-line-soft py-1 max-sm:max-h-72">
    {offers.map((offer) => (
      <li key={offer.value} className="px-2.5 py-1 hover:bg-hover">
        <Checkbox
          className="w-full items-start"
          label={offer.detail === undefined ? offer.label : `${offer.label}, ${offer.detail}`}
          checked={chosen.has(offer.value)}
          onChange={(on) => onChange(offer.value, on)}
        />
      </li>
    ))}
  </ul>
)

/** Any number of the things that the provider has, found by a word. What is chosen stays on top. */
export const SeveralField = ({
  id,
  input,
  field,
  onBlur,
  problem,
  note,
  connection,
  "aria-describedby": describedBy,
}: ControlProps & { readonly connection: Connection }) => {
  const offers = useChoices(connection, input)
  const [text, setText] = useState("")
  const { value: picked, onChange, ref } = field
  const chosen = new Set(chosenIn(picked))
  const all = offers.data ?? []
  const words = fold(text).split(/\s+/).filter(Boolean)
  const found = all.filter((offer) => !chosen.has(offer.value) && matches(offer, words))
  const known = new Map(all.map((offer) => [offer.value, offer]))
  const shown = [
    ...[...chosen].map((value) => known.get(value) ?? { value, label: value }),
    ...found.slice(0, most),
  ]
  const more = found.length - most
  const what = input.label.toLowerCase()
  return (
    <Field id={id} input={input} problem={problem} note={note} group>
      <fieldset
        aria-labelledby={fieldIds(id).label}
        aria-describedby={describedBy}
        className={cx(
          "min-w-0 rounded-md border bg-surface",
          problem === undefined ? "border-control" : "border-tone-fail",
        )}
      >
        <div className="flex items-center gap-3 p-1.5">
          <TextInput
            ref={ref}
            onBlur={onBlur}
            id={fieldIds(id).control}
            type="search"
            aria-label={`Search ${what}`}
            placeholder={`Search ${what}`}
            icon={<Search size={14} aria-hidden />}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              // Enter here looks for a word; it does not send the form.
              if (event.key === "Enter") event.preventDefault()
            }}
          />
          <output className="numeric shrink-0 pr-1 text-xs text-muted">{chosen.size} chosen</output>
        </div>
        {offers.isPending && (
          <div aria-busy className="flex flex-col gap-2 border-t border-line-soft p-2.5">
            <Skeleton className="h-4" />
            <Skeleton className="h-4" />
          </div>
        )}
        {offers.isError && (
          <div className="p-1.5">
            <Callout
              tone="fail"
              title={`The ${what} could not be listed`}
              action={
                <Button size="sm" onClick={() => void offers.refetch()}>
                  Try again
                </Button>
              }
            >
              {offers.error.message}
            </Callout>
          </div>
        )}
        {shown.length > 0 && (
          <Offers
            offers={shown}
            chosen={chosen}
            onChange={(value, on) => onChange(withChosen(picked, value, on))}
          />
        )}
        {offers.isSuccess && (
          <p className="border-t border-line-soft px-2.5 py-1.5 text-xs text-muted">
            {all.length === 0
              ? `The provider has no ${what} to choose from.`
              : more > 0
                ? `${formatCount(more)} more of ${formatCount(all.length)}: type a word to find them.`
                : words.length > 0
                  ? `${formatCount(found.length)} of ${formatCount(all.length)} match.`
                  : `All ${formatCount(all.length)}.`}
          </p>
        )}
      </fieldset>
    </Field>
  )
}
