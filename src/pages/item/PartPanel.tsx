import { useId } from "react"
import { useSearchParams } from "react-router"
import { usePart } from "../../data/part.ts"
import type { Connection } from "../../model/connection.ts"
import type { Block, Part } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { TroubleNote } from "../../shell/TroubleNote.tsx"
import { CellValue } from "../../table/CellValue.tsx"
import { Segments } from "../../form/Segments.tsx"
import { Card, CardHeader } from "../../ui/Card.tsx"
import { DescriptionList } from "../../ui/DescriptionList.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import { StatusShape } from "../../ui/StatusBadge.tsx"
import { BlockTable } from "./BlockTable.tsx"
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

/** One tab of an item, as its adapter says it is made up. */
export const PartPanel = ({
  connection,
  resource,
  place,
  part,
}: {
  readonly connection: Connection
  readonly resource: Resource
  readonly place: Place
  readonly part: Part
}) => {
  const [params, setParams] = useSearchParams()
  const labelId = useId()
  const variants = part.variants ?? []
  const asked = params.get("of")
  const variant = variants.find(({ id }) => id === asked)?.id ?? variants[0]?.id
  const shown = usePart({ connection, resource }, place, part, variant)
  return (
    <div className="flex flex-col gap-4">
      {variants.length > 1 && variant !== undefined && (
        <div className="max-w-md">
          <span id={labelId} className="sr-only">
            Artifact
          </span>
          <Segments
            name={`${part.id}-variant`}
            value={variant}
            options={variants.map(({ id, label }) => ({ value: id, label }))}
            onChange={(next) =>
              setParams(
                (now) => {
                  const changed = new URLSearchParams(now)
                  if (next === variants[0]?.id) changed.delete("of")
                  else changed.set("of", next)
                  return changed
                },
                { replace: true },
              )
            }
            labelledBy={labelId}
          />
        </div>
      )}
      {shown.isError && (
        <TroubleNote
          error={shown.error}
          onRetry={() => void shown.refetch()}
          connection={connection}
        />
      )}
      {shown.isPending ? (
        <div aria-busy className="flex flex-col gap-3">
          <output className="sr-only">Loading</output>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-64 w-full" />
        </div>
      ) : (
        // What belongs to another artifact must not be taken for this one's.
        !shown.isError &&
        !shown.isPlaceholderData &&
        shown.data.blocks.map((block, at) => <Shown key={keyOf(block, at)} block={block} />)
      )}
    </div>
  )
}
