import { ArrowDown, ArrowUp } from "lucide-react"
import type { Field } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { IconButton } from "../ui/Button.tsx"
import { Select } from "../ui/Select.tsx"
import { isColumn } from "./columnNames.ts"

const asItComes = ""

/** The order of a list where there are no headers to press: on a small screen. */
export const SortChoice = ({
  fields,
  sort,
  onSort,
}: {
  readonly fields: readonly Field[]
  readonly sort: readonly SortKey[]
  readonly onSort: (sort: readonly SortKey[]) => void
}) => {
  const [first] = sort
  const desc = first?.desc ?? false
  return (
    <div className="flex items-center gap-2">
      <Select
        label="Sort by"
        className="flex-1"
        value={first?.field ?? asItComes}
        options={[
          { value: asItComes, label: "as it comes" },
          ...fields
            .filter((field) => isColumn(field) && !field.late)
            .map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(field) => onSort(field === asItComes ? [] : [{ field, desc }])}
      />
      <IconButton
        label={desc ? "Descending; turn it round" : "Ascending; turn it round"}
        disabled={!first}
        icon={desc ? <ArrowDown size={16} aria-hidden /> : <ArrowUp size={16} aria-hidden />}
        onClick={() => first && onSort([{ ...first, desc: !desc }])}
      />
    </div>
  )
}
