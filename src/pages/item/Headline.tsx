import { isAbsent } from "../../model/field.ts"
import type { Field, Kind, Row } from "../../model/field.ts"
import type { Resource } from "../../model/provider.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import { OldMark } from "../place/OldMark.tsx"

/** Why a value may not be so any more; undefined: it stands as it is. */
export type OldOf = (field: Field) => string | undefined

/** What values of a kind usually take. They keep it once they are here, so that none moves another. */
const places: Readonly<Partial<Record<Kind, string>>> = {
  number: "min-w-4",
  flag: "min-w-8",
  date: "min-w-18",
  bytes: "min-w-16",
  digest: "min-w-42",
}

const placeOf = ({ kind, room }: Field): string =>
  places[kind] ?? (room === "little" ? "min-w-16" : "min-w-26")

/** The few facts by which people decide, where they look first; each has its place before it is known. */
export const Headline = ({
  resource,
  row,
  waits,
  oldOf,
}: {
  readonly resource: Resource
  /** Undefined: it is still to come. */
  readonly row: Row | undefined
  /** What is asked for it alone is still to come. */
  readonly waits: boolean
  readonly oldOf: OldOf
}) => (
  <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-1 pr-2 text-sm">
    {resource.fields
      .filter(({ headline }) => headline)
      .map((field) => {
        const cell = row?.cells[field.id]
        const held = row === undefined || (waits && field.late === true && isAbsent(cell))
        const old = held || isAbsent(cell) ? undefined : oldOf(field)
        return (
          <div key={field.id} className="flex min-h-6 min-w-0 items-center gap-1.5">
            <dt className="text-muted">{field.label}</dt>
            <dd
              className={`max-w-full text-strong ${placeOf(field)} ${held ? "" : "flex items-center"}`}
            >
              {held ? (
                <>
                  <Skeleton className="h-4" />
                  <span className="sr-only">still to come</span>
                </>
              ) : (
                <div className="min-w-0">
                  <CellValue field={field} cell={cell} />
                </div>
              )}
              {old !== undefined && (
                // Without a width, in what is left of the place and in the gap: it goes, and moves nothing.
                <div className="w-0">
                  <div className="relative left-1 flex">
                    <OldMark why={old} />
                  </div>
                </div>
              )}
            </dd>
          </div>
        )
      })}
  </dl>
)
