import type { Row } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { CellValue } from "../../table/CellValue.tsx"

/** The few facts by which people decide, where they look first. */
export const Headline = ({ resource, row }: { readonly resource: Resource; readonly row: Row }) => {
  const fields = resource.fields.filter(({ headline }) => headline)
  if (fields.length === 0) return null
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-sm">
      {fields.map((field) => (
        <div key={field.id} className="flex min-w-0 items-center gap-1.5">
          <dt className="text-muted">{field.label}</dt>
          <dd className="min-w-0 text-strong">
            <CellValue field={field} cell={row.cells[field.id]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
