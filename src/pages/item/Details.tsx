import { isAbsent } from "../../model/field.ts"
import type { Field, Row } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Card, CardHeader } from "../../ui/Card.tsx"
import { cx } from "../../ui/cx.ts"
import { DescriptionList } from "../../ui/DescriptionList.tsx"
import { OldMark } from "../place/OldMark.tsx"
import type { OldOf } from "./Headline.tsx"

const general = "General"

type Group = readonly [title: string, fields: readonly Field[]]

/** Fields under their headings, in the order in which the adapter says them. */
const grouped = (fields: readonly Field[]): readonly Group[] => {
  const groups = new Map<string, Field[]>()
  for (const field of fields) {
    if (field.remoteOnly) continue
    const group = field.group ?? general
    groups.set(group, [...(groups.get(group) ?? []), field])
  }
  return [...groups]
}

/** Tables inside a value need the whole width. */
const wide = (fields: readonly Field[]): boolean => fields.some((field) => field.kind === "records")

type Shown = { readonly row: Row; readonly oldOf: OldOf }

const GroupCard = ({ group: [title, fields], row, oldOf }: Shown & { readonly group: Group }) => {
  const old = fields
    .filter(({ id }) => !isAbsent(row.cells[id]))
    .map(oldOf)
    .find((why) => why !== undefined)
  return (
    // Not as a margin, which is lost at the end of a column.
    <div className="break-inside-avoid pb-4">
      <Card>
        <CardHeader title={title} action={old !== undefined && <OldMark why={old} />} />
        <DescriptionList
          items={fields.map((field) => ({
            id: field.id,
            label: field.label,
            hint: field.hint,
            value: <CellValue field={field} cell={row.cells[field.id]} detail />,
          }))}
        />
      </Card>
    </div>
  )
}

/**
 * Every field of an item, grouped. Fields without a value stay, and say why they have none. A group that
 * has an old value says so beside its heading, where nothing moves as that comes and goes.
 */
export const Details = ({ resource, ...shown }: Shown & { readonly resource: Resource }) => {
  const groups = grouped(resource.fields)
  const narrow = groups.filter(([, fields]) => !wide(fields))
  return (
    <>
      <div className={cx("gap-4", narrow.length > 1 && "xl:columns-2")}>
        {narrow.map((group) => (
          <GroupCard key={group[0]} group={group} {...shown} />
        ))}
      </div>
      <div>
        {groups
          .filter(([, fields]) => wide(fields))
          .map((group) => (
            <GroupCard key={group[0]} group={group} {...shown} />
          ))}
      </div>
    </>
  )
}
