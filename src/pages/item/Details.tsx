import type { Field, Row } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Card, CardHeader } from "../../ui/Card.tsx"
import { DescriptionList } from "../../ui/DescriptionList.tsx"

const general = "General"

/** Fields under their headings, in the order in which the adapter says them. */
const grouped = (fields: readonly Field[]): readonly (readonly [string, readonly Field[]])[] => {
  const groups = new Map<string, Field[]>()
  for (const field of fields) {
    const group = field.group ?? general
    groups.set(group, [...(groups.get(group) ?? []), field])
  }
  return [...groups]
}

/** Tables inside a value need the whole width. */
const wide = (fields: readonly Field[]): boolean => fields.some((field) => field.kind === "records")

/** Every field of an item, grouped. Fields without a value stay, and say why they have none. */
export const Details = ({ resource, row }: { readonly resource: Resource; readonly row: Row }) => (
  <div className="grid gap-4 xl:grid-cols-2">
    {grouped(resource.fields).map(([group, fields]) => (
      <Card key={group} className={wide(fields) ? "xl:col-span-2" : ""}>
        <CardHeader title={group} />
        <DescriptionList
          items={fields.map((field) => ({
            id: field.id,
            label: field.label,
            hint: field.hint,
            value: <CellValue field={field} cell={row.cells[field.id]} detail />,
          }))}
        />
      </Card>
    ))}
  </div>
)
