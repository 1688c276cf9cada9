import { ChevronDown, ListFilter } from "lucide-react"
import { useLayoutEffect, useRef, useState } from "react"
import type { Census } from "../data/listState.ts"
import { isFacet } from "../model/facet.ts"
import type { Field, Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { Button } from "../ui/Button.tsx"
import { Popover } from "../ui/Popover.tsx"
import { useShortcut } from "../ui/shortcuts.ts"
import { Spinner } from "../ui/Spinner.tsx"
import { choiceKeys } from "./choiceKeys.ts"
import { canFilter } from "./completion.ts"
import { useNarrow } from "./density.ts"
import { FacetPills } from "./FacetPills.tsx"
import { FacetValues } from "./FacetValues.tsx"
import { chosenOf, withChosen } from "./filters.ts"
import type { Chosen } from "./filters.ts"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const FilterEditor = lazily(async () => (await import("./FilterEditor.tsx")).FilterEditor)

type Facets = {
  readonly fields: readonly Field[]
  readonly many: string
  readonly census: Census
  /** The rows shown: an API may choose some that the census does not have. */
  readonly rows: readonly Row[]
  readonly query: Query
  readonly onNarrow: (next: Pick<Query, "filters" | "where">) => void
}

/** More words than that do not stand in a row. */
const mostPills = 6
/** Fields that have a button of their own; the others are behind "Filter". */
const mostButtons = 4

/** Takes the focus to the first control beside it, once that is there: what was pressed is gone. */
const FocusFirst = () => {
  const here = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    here.current?.parentElement?.querySelector<HTMLElement>("input, select, button")?.focus()
  }, [])
  return <span ref={here} hidden />
}

const Editor = ({
  field,
  close,
  focused = false,
  ...facets
}: Facets & {
  readonly field: Field
  readonly close: () => void
  readonly focused?: boolean
}) => {
  const { query, onNarrow } = facets
  const onChosen = (chosen: Chosen): void => onNarrow(withChosen(query, field.id, chosen))
  const { values, none } = chosenOf(query, field.id)
  return (
    <Spare fallback={<Spinner />}>
      {isFacet(field) ? (
        <FacetValues {...facets} field={field} onChosen={onChosen} />
      ) : (
        <FilterEditor
          field={field}
          values={values}
          none={none}
          onChange={(next) => onChosen({ values: next, none })}
          onDone={close}
        />
      )}
      {focused && <FocusFirst />}
    </Spare>
  )
}

/** Chooses a field first, then edits its filter in the same place. */
const AddFilter = ({ close, ...facets }: Facets & { readonly close: () => void }) => {
  const [chosen, setChosen] = useState<Field>()
  if (chosen)
    return (
      <>
        <p className="mb-2 text-sm font-medium text-strong">{chosen.label}</p>
        <Editor {...facets} field={chosen} close={close} focused />
      </>
    )
  return (
    // Ends in the middle of a line, as what goes on does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- moves among its buttons
    <ul
      onKeyDown={choiceKeys}
      className="max-h-76 w-56 overflow-y-auto pointer-coarse:max-h-[17.875rem]"
    >
      {facets.fields.filter(canFilter).map((field) => (
        <li key={field.id}>
          <button
            type="button"
            data-choice=""
            onClick={() => setChosen(field)}
            className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-11"
          >
            {field.label}
            <Count of={chosenOf(facets.query, field.id)} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** How many of the values are chosen; "no value" is one. */
const Count = ({ of: { values, none } }: { readonly of: Chosen }) => {
  const count = values.length + Number(none)
  return (
    count > 0 && (
      <span className="numeric rounded-full bg-accent-soft px-1.5 text-xs text-accent-strong">
        {count}
      </span>
    )
  )
}

/**
 * The values that rows have, always in sight, with how many have each: those of the first status as
 * buttons, those of the other fields behind one button each.
 */
export const FacetBar = (facets: Facets) => {
  const { fields, query, onNarrow } = facets
  const narrow = useNarrow()
  const filter = useRef<HTMLButtonElement>(null)
  useShortcut("f", "Filter the list", "List", () => {
    filter.current?.focus()
    filter.current?.click()
  })
  const usable = fields.filter((field) => isFacet(field) && !field.hidden)
  const first = usable.find(
    ({ kind, options }) => kind === "status" && options && options.length <= mostPills,
  )
  const pills = narrow ? undefined : first
  const buttons = narrow
    ? [first ?? usable[0]].flatMap((field) => field ?? [])
    : usable.filter((field) => field !== pills).slice(0, mostButtons)
  return (
    <div className="contents min-h-8 basis-full flex-wrap items-center gap-2 sm:flex">
      {pills && (
        <FacetPills
          {...facets}
          field={pills}
          onChosen={(chosen) => onNarrow(withChosen(query, pills.id, chosen))}
        />
      )}
      {buttons.map((field) => (
        <Popover
          key={field.id}
          label={field.label}
          trigger={
            <Button>
              {field.label}
              <Count of={chosenOf(query, field.id)} />
              <ChevronDown size={14} aria-hidden />
            </Button>
          }
        >
          {(close) => <Editor {...facets} field={field} close={close} />}
        </Popover>
      ))}
      <Popover
        label="Add a filter"
        trigger={
          <Button ref={filter} aria-keyshortcuts="f" icon={<ListFilter size={14} aria-hidden />}>
            Filter
          </Button>
        }
      >
        {(close) => <AddFilter {...facets} close={close} />}
      </Popover>
    </div>
  )
}
