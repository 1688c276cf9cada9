import { useEffect, useRef, useState } from "react"
import type { RefObject } from "react"
import { useLate } from "../../data/late.ts"
import type { Field, Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Skeleton } from "../../ui/Skeleton.tsx"
import type { Here } from "./here.ts"
import { OldMark, oldWords, whyOf } from "./OldMark.tsx"

/** True from the moment that the element has come on screen and stayed there for a moment. */
const useSeen = (element: RefObject<HTMLElement | null>): boolean => {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const node = element.current
    if (!node || seen) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer)
      // Rows that only fly past are not worth a request.
      if (entries.some((entry) => entry.isIntersecting))
        timer = setTimeout(() => setSeen(true), 120)
    })
    observer.observe(node)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [element, seen])
  return seen
}

/** A cell that costs a call of its own: asked for once its row is on screen. */
export const LateCell = ({
  row,
  field,
  here,
  place,
}: {
  readonly row: Row
  readonly field: Field
  readonly here: Pick<Here, "connection" | "resource">
  /** Of the row. */
  readonly place: Place
}) => {
  const element = useRef<HTMLSpanElement>(null)
  const seen = useSeen(element)
  const late = useLate(here, place, row, seen)
  const { data: cells, error } = late
  const old = oldWords(late)
  return (
    <span ref={element} className="block min-w-4">
      {cells ? (
        <span className="flex min-w-0 items-center gap-1.5">
          <span className="min-w-0 flex-1">
            <CellValue field={field} cell={cells[field.id]} />
          </span>
          {old !== undefined && <OldMark why={old} />}
        </span>
      ) : error === null ? (
        <Skeleton className="h-3.5 w-16" />
      ) : (
        <span className="text-xs text-muted" title={whyOf(error)}>
          not known
          <span className="sr-only">: {whyOf(error)}</span>
        </span>
      )}
    </span>
  )
}
