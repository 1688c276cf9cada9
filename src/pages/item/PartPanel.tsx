import { useId } from "react"
import { useSearchParams } from "react-router"
import { usePart } from "../../data/part.ts"
import type { Connection } from "../../model/connection.ts"
import { ProviderError } from "../../model/error.ts"
import type { Part } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import type { Resource } from "../../model/provider.ts"
import { StaleNote } from "../../shell/StaleNote.tsx"
import { Segments } from "../../form/Segments.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import { Blocks } from "./Blocks.tsx"

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
  // What belongs to another artifact must not be taken for this one's, nor what is gone for what is.
  const gone = shown.error instanceof ProviderError && shown.error.trouble === "missing"
  const blocks = shown.isPlaceholderData || gone ? undefined : shown.data?.blocks
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
        <StaleNote
          error={shown.error}
          onRetry={() => void shown.refetch()}
          retrying={shown.isFetching}
          connection={connection}
          updatedAt={blocks ? shown.dataUpdatedAt : 0}
        />
      )}
      {shown.isPending ? (
        <div aria-busy className="flex flex-col gap-3">
          <output className="sr-only">Loading</output>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-64 w-full" />
        </div>
      ) : (
        blocks && <Blocks blocks={blocks} />
      )}
    </div>
  )
}
