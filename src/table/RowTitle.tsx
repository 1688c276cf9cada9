import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { cx } from "../ui/cx.ts"
import { mayOverflow } from "./room.ts"
import type { Away } from "./steadyRows.ts"
import type { RowTools } from "./tools.ts"

/** The name of a row; one without a name has its id. */
export const nameOf = (row: Row, field: Field | undefined): string => {
  const cell = field ? row.cells[field.id] : undefined
  return isAbsent(cell) ? row.id : textOf(cell)
}

/** Whether names of this field are for machines: such a name is copied, not read. */
export const isOpaque = (field: Field | undefined): field is Field =>
  field?.kind === "id" || field?.kind === "digest"

/**
 * The name of a row, which leads to its page, if it has one (`href`). A call, not a component: see `cells.tsx`.
 * @param room px for it; 0: it is not known
 */
export const drawTitle = (
  row: Row,
  field: Field | undefined,
  href: string | undefined,
  room: number,
) => {
  const name = nameOf(row, field)
  const look = cx(
    // Not by a class of tailwind's, which sets a variable: such an element costs the browser three times another.
    "[font-weight:500] text-strong",
    // A box of its own only where it may be cut: each is one more to lay out in every row.
    mayOverflow(name, room) && "block w-fit max-w-full truncate",
    isOpaque(field) && "font-mono text-xs",
    href !== undefined && "hover:underline",
  )
  return href === undefined ? (
    <span data-row-link="" tabIndex={-1} className={look}>
      {name}
    </span>
  ) : (
    <a href={href} data-row-link="" className={look}>
      {name}
    </a>
  )
}

/** What is said of a row that is shown and did not come again. */
export const drawAway = (away: Away | undefined) =>
  away && <span className="text-xs text-tone-warn-ink">{away.words}</span>

/** The box that selects a row; not there until the tools of the list are. */
export const drawBox = (
  row: Row,
  title: Field | undefined,
  selected: boolean,
  onSelect: (row: Row, range: boolean) => void,
  tools: RowTools | undefined,
  reason?: string,
) =>
  tools?.draw?.box({
    disabledReason: selected ? undefined : reason,
    label: `Select ${nameOf(row, title)}`,
    checked: selected,
    onTurn: (range) => onSelect(row, range),
  })
