import { useRef, useState } from "react"
import type { KeyboardEvent, PointerEvent } from "react"
import { widthOf } from "./cells.tsx"
import type { ShownColumn } from "./useColumns.ts"
import { clampWidth, columnWidth } from "./widths.ts"
import type { Widths } from "./widths.ts"

const fit = (width: number): number => Math.round(clampWidth(width))

/** Px that a press of an arrow key moves the edge; with Shift four times as many. */
const step = 16

/**
 * The widths that all columns have on screen just now. Until someone sets one, the columns share the
 * room there is; from then on each keeps its own, so that only the one that is pulled moves.
 */
const measured = (handle: HTMLElement): Widths => {
  const cells = [...(handle.closest("tr")?.querySelectorAll<HTMLElement>("th[data-column]") ?? [])]
  return Object.fromEntries(
    cells.map((cell) => [cell.dataset["column"] ?? "", fit(cell.offsetWidth)]),
  )
}

type Pull = { readonly x: number; readonly widths: Widths; to: number | undefined }

/** Shows a width at once, without drawing the rows again. */
const preview = (handle: HTMLElement, width: number): void => {
  const cell = handle.closest("th")
  const column = handle.closest("table")?.querySelectorAll("col")[cell?.cellIndex ?? -1]
  if (column) column.style.width = `${width}px`
}

/**
 * The edge between two headers: pulled with the pointer or moved with the arrow keys; a double click
 * or Delete gives the column its own width back, Escape lets go of a pull.
 */
export const ResizeHandle = ({
  column: { field, width },
  onWidths,
}: {
  readonly column: ShownColumn
  readonly onWidths: (widths: Widths) => void
}) => {
  const [pulled, setPulled] = useState(false)
  const pull = useRef<Pull>(undefined)
  const set = (handle: HTMLElement, to: number): void =>
    onWidths({ ...measured(handle), [field.id]: fit(to) })

  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    // Neither a drag of the column nor a selection of text.
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    const widths = measured(event.currentTarget)
    pull.current = { x: event.clientX, widths, to: undefined }
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    const now = pull.current
    if (!now || (now.to === undefined && event.clientX === now.x)) return
    if (now.to === undefined) {
      // From here on every column keeps the width it has.
      onWidths(now.widths)
      setPulled(true)
    }
    now.to = fit((now.widths[field.id] ?? width) + event.clientX - now.x)
    preview(event.currentTarget, now.to)
  }
  const end = (handle: HTMLElement, keep: boolean): void => {
    const now = pull.current
    pull.current = undefined
    setPulled(false)
    if (now?.to === undefined) return
    if (keep) onWidths({ ...now.widths, [field.id]: now.to })
    else preview(handle, now.widths[field.id] ?? width)
  }
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.shiftKey ? step * 4 : step
    const handle = event.currentTarget
    const now = measured(handle)[field.id] ?? width
    if (event.key === "ArrowRight") set(handle, now + by)
    else if (event.key === "ArrowLeft") set(handle, now - by)
    else if (event.key === "Delete" || event.key === "Backspace") set(handle, widthOf(field))
    else if (event.key === "Escape" && pull.current) end(handle, false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a separator that can be moved is no <hr>
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${field.label}`}
      aria-valuenow={Math.round(width)}
      aria-valuemin={columnWidth.least}
      aria-valuemax={columnWidth.most}
      aria-valuetext={`${Math.round(width)} pixels`}
      data-pulled={pulled || undefined}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={(event) => end(event.currentTarget, true)}
      onPointerCancel={(event) => end(event.currentTarget, false)}
      onKeyDown={keys}
      onDoubleClick={(event) => set(event.currentTarget, widthOf(field))}
      className="group/edge absolute inset-y-0 -right-1 z-1 in-[th:last-child]:right-0 flex w-2.5 cursor-col-resize touch-none items-center justify-center focus-visible:outline-none"
    >
      <span className="h-4 w-px bg-line transition-colors group-hover/edge:h-full group-hover/edge:w-0.5 group-hover/edge:bg-accent group-focus-visible/edge:h-full group-focus-visible/edge:w-0.5 group-focus-visible/edge:bg-accent group-data-pulled/edge:h-full group-data-pulled/edge:w-0.5 group-data-pulled/edge:bg-accent forced-colors:bg-[CanvasText]" />
    </div>
  )
}
