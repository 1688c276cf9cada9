import type { Block } from "../../model/part.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Card, CardHeader } from "../../ui/Card.tsx"
import { DescriptionList } from "../../ui/DescriptionList.tsx"
import { StatusShape } from "../../ui/StatusShape.tsx"
import { BlockTable } from "./BlockTable.tsx"
import { Outcomes } from "./Outcomes.tsx"
import { RawJson } from "./RawJson.tsx"

const Shown = ({ block }: { readonly block: Block }) => {
  switch (block.kind) {
    case "fields":
      return (
        <Card>
          {block.title !== undefined && <CardHeader title={block.title} />}
          <DescriptionList
            columns={2}
            items={block.fields.map((field) => ({
              id: field.id,
              label: field.label,
              hint: field.hint,
              value: <CellValue field={field} cell={block.row.cells[field.id]} detail />,
            }))}
          />
        </Card>
      )
    case "table":
      return <BlockTable block={block} />
    case "note":
      return (
        <div className="flex items-start gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm">
          <span className="flex h-5 items-center">
            <StatusShape tone={block.tone} />
          </span>
          <div>
            <p className="font-medium text-strong">{block.title}</p>
            {block.detail !== undefined && <p className="text-muted">{block.detail}</p>}
          </div>
        </div>
      )
    case "outcomes":
      return <Outcomes block={block} />
    case "raw":
      return (
        <>
          {block.title !== undefined && (
            <h2 className="text-lg font-semibold text-strong">{block.title}</h2>
          )}
          <RawJson value={block.value} name={block.name} />
        </>
      )
  }
}

const keyOf = (block: Block, at: number): string =>
  `${at} ${block.kind} ${"title" in block ? (block.title ?? "") : ""}`

/** What an adapter has to show, piece by piece. */
export const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) =>
  blocks.map((block, at) => <Shown key={keyOf(block, at)} block={block} />)
